
(function () {
  'use strict';

  // The page lies below the call that it uses, under either base path.
  var endpoint = location.pathname.replace(/\/fallback\/*$/, '');
  var form = document.getElementById('login');
  var button = document.getElementById('submit');
  var alertLine = document.getElementById('error');

  function showError(text) {
    alertLine.textContent = text;
    alertLine.hidden = !text;
  }

  // Resolves to the answer's JSON; rejects with an Error that a person can read.
  function call(options) {
    return fetch(endpoint, options).then(function (response) {
      return response.json().then(function (answer) {
        if (!response.ok) {
          throw new Error(answer.error || 'The server refused the login.');
        }
        return answer;
      }, function () {
        throw new Error('The server gave no proper answer (' + response.status + ').');
      });
    }, function () {
      throw new Error('The server cannot be reached.');
    });
  }

  function handOver(answer) {
    var bridge = window.matrixLogin;
    if (bridge && typeof bridge.onLogin === 'function') {
      bridge.onLogin(answer.user_id, answer.access_token, answer.home_server);
    } else if (typeof window.onLogin === 'function') {
      window.onLogin(answer.user_id, answer.access_token, answer.home_server);
    }
  }

  function finish(answer) {
    if (answer.next) {
      throw new Error('This account needs a further step that this page does not know: '
          + answer.next + '.');
    }
    form.hidden = true;
    document.getElementById('password').value = '';
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
    handOver(answer);
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    showError('');
    button.disabled = true;
    call({
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({
        type: 'm.login.password',
        user: document.getElementById('user').value.trim(),
        password: document.getElementById('password').value
      })
    }).then(finish).catch(function (failure) {
      showError(failure.message);
    }).then(function () {
      button.disabled = false;
    });
  });

  call().then(function (answer) {
    var offered = (answer.flows || []).some(function (flow) {
      return flow.type === 'm.login.password';
    });
    if (!offered) {
      throw new Error('This server does not offer logging in with a password.');
    }
    form.hidden = false;
    document.getElementById('user').focus();
  }).catch(function (failure) {
    showError(failure.message);
  });
})();
