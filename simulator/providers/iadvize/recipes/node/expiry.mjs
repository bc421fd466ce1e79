// Seconds, where Date.now() counts milliseconds. One minute is what iAdvize advises.
export const expiry = () => Math.floor(Date.now() / 1000) + 60;
