/** The camera, as far as a browser gives it away: only on https or on the machine itself. */

/** Why there is no picture from a camera. */
export type Barrier = "insecure" | "unsupported" | "denied" | "none" | "failed";

/** A camera that cannot be had. */
export class CameraError extends Error {
  readonly barrier: Barrier;

  constructor(barrier: Barrier) {
    super(barrier);
    this.barrier = barrier;
  }
}

/** A camera of this device. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

/** A running camera. */
export interface Camera {
  readonly id: string;
  readonly hasTorch: boolean;
  torch(on: boolean): Promise<void>;
  stop(): void;
}

/** What keeps this page from any camera; null if it may ask for one. */
export function barrier(): Barrier | null {
  if (!isSecureContext) return "insecure";
  return (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia === undefined ? "unsupported" : null;
}

/** Show a camera in `video`: the one of that id, else one that looks away from the reader. CameraError without one. */
export async function openCamera(video: HTMLVideoElement, id: string | null): Promise<Camera> {
  const kept = barrier();
  if (kept !== null) throw new CameraError(kept);
  const which = id === null ? { facingMode: "environment" } : { deviceId: { exact: id } };
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    throw new CameraError(barrierOf(error));
  }
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    stop();
    throw new CameraError("failed");
  }
  const track = stream.getVideoTracks()[0] as MediaStreamTrack;
  return {
    id: track.getSettings().deviceId ?? "",
    hasTorch: "torch" in (track.getCapabilities?.() ?? {}),
    torch: (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
    stop,
  };
}

/** The cameras that there are. They have names only once one was allowed. */
export async function cameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

function barrierOf(error: unknown): Barrier {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "none" : "failed";
}
