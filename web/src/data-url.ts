/** The content of a blob as a `data:` URL. `what` it is, for the error. */
export function dataUrlOf(blob: Blob, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      if (typeof reader.result === "string") resolve(reader.result);
    });
    reader.addEventListener("error", () => {
      reject(new Error(`${what} could not be read`));
    });
    reader.readAsDataURL(blob);
  });
}
