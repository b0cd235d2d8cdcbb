// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Canonical GS1 Digital Link URIs, as far as a company prefix is read from them
library Gs1 {
    uint256 private constant STEM = 22;
    bytes22 private constant GTIN = "https://id.gs1.org/01/";
    bytes22 private constant SSCC = "https://id.gs1.org/00/";

    /// @notice The twelve digits that start with the company prefix: those from the second of a GTIN-14 or an SSCC.
    /// @return digits The digits as ASCII, zero if the URI is neither `…/01/` with 14 digits, alone or followed by a
    /// slash, nor `…/00/` with 18 digits and nothing more.
    function companyDigits(bytes calldata uri) internal pure returns (bytes12 digits) {
        if (uri.length < STEM) return 0;
        bytes22 stem = bytes22(uri[:STEM]);
        uint256 end;
        if (stem == GTIN) {
            end = STEM + 14;
            if (uri.length > end && uri[end] != "/") return 0;
        } else if (stem == SSCC) {
            end = STEM + 18;
            if (uri.length > end) return 0;
        } else {
            return 0;
        }
        if (uri.length < end) return 0;
        for (uint256 i = STEM; i < end; ++i) {
            if (uri[i] < "0" || uri[i] > "9") return 0;
        }
        return bytes12(uri[STEM + 1:STEM + 13]);
    }
}
