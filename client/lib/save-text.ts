/** Give a text to the browser as a file, which is saved on this computer. */
export function saveText(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type }));
}

export function saveBytes(name: string, type: string, bytes: Uint8Array): void {
  saveBlob(name, new Blob([new Uint8Array(bytes)], { type }));
}

function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
