Object.defineProperty(Document.prototype, 'cookie', {
  get() {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  },
  set() {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  },
});
