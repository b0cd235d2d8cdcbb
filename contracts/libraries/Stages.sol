// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Stages of an item's way, their order and who records them
library Stages {
    uint8 internal constant NONE = 0;
    uint8 internal constant PRODUCED = 1;
    uint8 internal constant PACKED = 2;
    uint8 internal constant SHIPPED = 3;
    uint8 internal constant IN_TRANSIT = 4;
    uint8 internal constant RECEIVED = 5;
    uint8 internal constant DELIVERED = 6;
    uint8 internal constant RETURNED = 7;
    uint8 internal constant RECALLED = 8;
    uint8 internal constant DECOMMISSIONED = 9;

    uint256 private constant PRODUCER = 1;
    uint256 private constant CARRIER = 2;
    uint256 private constant WAREHOUSE = 4;
    uint256 private constant RETAILER = 8;

    /// @notice The stages that may follow a stage, as a sum of 1 << stage.
    /// @dev Every living stage may be recalled or decommissioned: a product turns out dangerous, is lost or destroyed
    /// anywhere. Further:
    /// - nothing yet: an item begins by being produced, and only so;
    /// - produced: packed, shipped loose, or delivered where it is made;
    /// - packed: packed again (case, then pallet), shipped, or delivered from where it was packed;
    /// - shipped: in transit, received without a carrier's record, delivered straight to the customer, or returned
    ///   because it was refused;
    /// - in transit: in transit on the next leg, received, delivered, or returned because it was refused;
    /// - received: packed anew, shipped onward, delivered, or returned to the sender;
    /// - delivered: only returned; whoever sells it again has it returned first;
    /// - returned is no end: it may travel back, be received into stock, packed or shipped again;
    /// - recalled: no trade goes on; the item goes back or is destroyed. Once returned it may be repaired and shipped;
    /// - decommissioned is the end: nothing follows.
    function allowedAfter(uint8 stage) internal pure returns (uint256) {
        uint256 ended = 1 << RECALLED | 1 << DECOMMISSIONED;
        if (stage == NONE) return 1 << PRODUCED;
        if (stage == PRODUCED || stage == PACKED) return 1 << PACKED | 1 << SHIPPED | 1 << DELIVERED | ended;
        if (stage == SHIPPED || stage == IN_TRANSIT) {
            return 1 << IN_TRANSIT | 1 << RECEIVED | 1 << DELIVERED | 1 << RETURNED | ended;
        }
        if (stage == RECEIVED) return 1 << PACKED | 1 << SHIPPED | 1 << DELIVERED | 1 << RETURNED | ended;
        if (stage == DELIVERED) return 1 << RETURNED | ended;
        if (stage == RETURNED) return 1 << PACKED | 1 << SHIPPED | 1 << IN_TRANSIT | 1 << RECEIVED | ended;
        if (stage == RECALLED) return 1 << RETURNED | 1 << DECOMMISSIONED;
        return 0;
    }

    /// @notice The registry's roles of which a party needs one to record a stage, as a sum; zero for no such stage.
    /// @dev - produced and recalled: a producer (and the prefix's owner or its delegate, which the ledger asks besides);
    /// - packed: who makes, stores or sells goods;
    /// - in transit: only a carrier moves goods;
    /// - shipped, received, delivered, returned, decommissioned: whoever can have the goods in hand.
    function rolesFor(uint8 stage) internal pure returns (uint256) {
        if (stage == NONE || stage > DECOMMISSIONED) return 0;
        if (stage == PRODUCED || stage == RECALLED) return PRODUCER;
        if (stage == PACKED) return PRODUCER | WAREHOUSE | RETAILER;
        if (stage == IN_TRANSIT) return CARRIER;
        return PRODUCER | CARRIER | WAREHOUSE | RETAILER;
    }
}
