const units = ['bytes', 'KB', 'MB', 'GB'];

/** An amount of data for a person: `812 bytes`, `4.1 MB`. */
export function bytes(amount: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, amount)) / 3));
  const value = amount / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}
