// Figures as people read them. Every function gives a short text of few widths, so that columns stay still.

/** 0, 0.0123, 1.23, 12.3, 123, 1.23 k, 12.3 M … : three significant digits. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size < 1000) return Number.isInteger(value) ? String(value) : digits(value);
  for (const [limit, unit] of [
    [999_500, "k"],
    [999_500_000, "M"],
    [Infinity, "G"],
  ] as const) {
    if (size < limit) return `${digits(value / (unit === "k" ? 1e3 : unit === "M" ? 1e6 : 1e9))} ${unit}`;
  }
  return "–";
}

/** 0 B, 512 B, 1.23 kB, 4.56 MB: decimal multiples, as networks are measured. */
export function bytes(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value < 1000) return `${Math.round(value)} B`;
  const text = count(value);
  return `${text}B`;
}

/** Milliseconds: 0.42 ms, 4.2 ms, 42 ms, 4.2 s. */
export function milliseconds(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** Whole frames a second. */
export function rate(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value)) : "–";
}

/** A number of a prop: at most five significant digits, a true minus sign. */
export function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e9) ? value.toExponential(3) : String(+value.toPrecision(5));
  return text.replaceAll("-", "−");
}

/** The time of day, for the log: 15:04:05. */
export function clock(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** "1 node", "2 nodes". */
export function plural(value: number, noun: string): string {
  return `${value.toLocaleString("en")} ${noun}${value === 1 ? "" : "s"}`;
}

function digits(value: number): string {
  return String(+value.toPrecision(3));
}
