
(function () {
  'use strict';

  // The words of the specification: Client-Server API, "Fallback".
  if (window.onAuthDone) {
    window.onAuthDone();
  } else if (window.opener && window.opener.postMessage) {
    window.opener.postMessage('authDone', '*');
  }
})();
