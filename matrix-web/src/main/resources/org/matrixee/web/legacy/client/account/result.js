
(function () {
  'use strict';

  var base = location.pathname.replace(/\/oauth2\/.*$/, '');
  var fallback = base + '/fallback';
  var error = document.body.dataset.error;
  var answer = document.body.dataset.answer ? JSON.parse(document.body.dataset.answer) : {};

  // The code in the address is used up; going back or reloading shall not bring it again.
  history.replaceState(null, '', fallback);

  function handOver() {
    var bridge = window.matrixLogin;
    if (bridge && typeof bridge.onLogin === 'function') {
      bridge.onLogin(answer.user_id, answer.access_token, answer.home_server);
    } else if (typeof window.onLogin === 'function') {
      window.onLogin(answer.user_id, answer.access_token, answer.home_server);
    }
  }

  function show() {
    document.getElementById('result').textContent = answer.user_id;
    document.getElementById('done').hidden = false;
    var token = document.getElementById('token');
    document.getElementById('secret').addEventListener('toggle', function () {
      token.value = this.open ? answer.access_token : '';
    });
    document.getElementById('copy').addEventListener('click', function () {
      token.select();
      if (navigator.clipboard) {
        navigator.clipboard.writeText(token.value).catch(function () {});
      } else {
        document.execCommand('copy');
      }
    });
  }

  if (error) {
    document.getElementById('error').textContent = error;
    document.getElementById('again').href = fallback;
    document.getElementById('failed').hidden = false;
  } else if (answer.next) {
    // The page that walks through the stages goes on from here.
    sessionStorage.setItem('matrix-login', JSON.stringify(answer));
    location.replace(fallback);
  } else {
    show();
    handOver();
  }
  document.body.removeAttribute('data-answer');
})();
