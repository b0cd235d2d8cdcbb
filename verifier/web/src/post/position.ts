/** Where this phone is, asked for only on a tap. */

/** Why there is no position. */
export type NoPosition = "insecure" | "denied" | "failed";

/** The position in degrees, to four decimals (about 11 metres), or why there is none. */
export async function askPosition(): Promise<{ latitude: number; longitude: number } | NoPosition> {
  if (!isSecureContext) return "insecure";
  if (!("geolocation" in navigator)) return "failed";
  try {
    const { coords } = await new Promise<GeolocationPosition>((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, reject, {
        enableHighAccuracy: true,
        maximumAge: 60_000,
        timeout: 20_000,
      });
    });
    const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000;
    return { latitude: round(coords.latitude), longitude: round(coords.longitude) };
  } catch (error) {
    return (error as GeolocationPositionError).code === 1 ? "denied" : "failed";
  }
}
