/** What a page loads in the place of iAdvize's tag, at the address under which this console was opened. @param {string} siteId */
export function snippetOf(siteId) {
  return `<script>
  window.iAdvizeInterface = window.iAdvizeInterface || [];
  iAdvizeInterface.config = { sid: '${siteId}' };
</script>
<script async src="${location.origin}/iadvize.js"></script>`;
}

/** The same for Chat for JSM. @param {string} siteId */
export function widgetOf(siteId) {
  return `<chat-widget project="${siteId}" hidden></chat-widget>
<script async src="${location.origin}/chat-widget.js"></script>`;
}
