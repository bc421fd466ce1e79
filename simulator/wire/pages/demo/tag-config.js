// What a brand puts before the tag, in a file of its own because this page allows no inline script.
window.iAdvizeInterface ||= [];
window.iAdvizeInterface.config = { sid: 'demo', lang: 'en' };
