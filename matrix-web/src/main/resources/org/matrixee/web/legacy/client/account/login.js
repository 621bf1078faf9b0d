
(function () {
  'use strict';

  var KEPT = 'matrix-ee-login';
  var RETURNED = 'matrix-login';
  var POLL_MS = 3000;
  var IDENTITY = '/_matrix/identity/api/v1/validate/email/';

  // What each stage is called, and what its first and its later requests ask for.
  var STAGES = {
    'm.login.password': {
      name: 'password', first: ['user', 'password']
    },
    'm.login.email.code': {
      name: 'code by e-mail', first: ['user', 'email'], later: ['code'],
      sent: 'A mail with a code is on its way to you.'
    },
    'm.login.email.url': {
      name: 'link by e-mail', first: ['user', 'email'], later: [],
      sent: 'A mail with a link is on its way to you. Open the link, then this page goes on by'
          + ' itself.'
    },
    'm.login.email.identity': {
      name: 'identity server', first: ['server', 'email'], later: ['code'],
      sent: 'The identity server has sent you a mail. Type in the code from it, or open its link'
          + ' and leave this empty.'
    },
    'm.login.oauth2': {
      name: 'account elsewhere', first: []
    },
    'm.login.terms': {
      name: 'terms', first: []
    }
  };

  function element(id) {
    return document.getElementById(id);
  }

  // The page lies below the call that it uses, under either base path.
  var endpoint = location.pathname.replace(/\/fallback\/*$/, '');
  var registering = /\/register$/.test(endpoint);
  var identityServers = (document.body.dataset.servers || '').split(' ').filter(Boolean);
  var form = element('login');
  var button = element('submit');
  var alertLine = element('error');
  var buttonText = button.textContent;
  var flows = [];
  // The flow chosen, which of its stages is due, and whether that has had its first request.
  var flow = [];
  var at = 0;
  var begun = false;
  var session = null;
  var user = '';
  var credentials = null;
  var polling = 0;

  // What was left in the browser's session, once.
  function take(key) {
    try {
      var text = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
      return JSON.parse(text);
    } catch (failure) {
      return null;
    }
  }

  function showError(text) {
    alertLine.textContent = text || '';
    alertLine.hidden = !text;
  }

  // Resolves to the answer's JSON; rejects with an Error that a person can read.
  function fetched(url, options) {
    return fetch(url, options).then(function (response) {
      return response.json().then(function (answer) {
        if (!response.ok) {
          var failure = new Error(answer.error || 'The server refused.');
          failure.errcode = answer.errcode;
          failure.retryAfter = answer.retry_after_ms;
          throw failure;
        }
        return answer;
      }, function () {
        throw new Error('The server gave no proper answer (' + response.status + ').');
      });
    }, function () {
      throw new Error('The server cannot be reached.');
    });
  }

  function post(body) {
    body.type = flow[at];
    if (session) {
      body.session = session;
    }
    if (registering && user) {
      body.user = user;
    }
    return fetched(endpoint, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(body)
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
    form.reset();
    ['top', 'login', 'ways', 'again'].forEach(function (id) { element(id).hidden = true; });
    element('result').textContent = answer.user_id;
    element('done').hidden = false;
    var token = element('token');
    element('secret').addEventListener('toggle', function () {
      token.value = this.open ? answer.access_token : '';
    });
    element('copy').addEventListener('click', function () {
      token.select();
      if (navigator.clipboard) {
        navigator.clipboard.writeText(token.value).catch(function () {});
      } else {
        document.execCommand('copy');
      }
    });
    handOver(answer);
  }

  // What an answer means for the way through the flow.
  function goOn(answer) {
    if (answer.access_token) {
      finish(answer);
      return;
    }
    session = answer.session || session;
    if (answer.uri) {
      // The second address binds the login to this browser.
      leaveFor(answer['org.matrixee.browser_uri'] || answer.uri);
      return;
    }
    if (answer.next) {
      var next = [].concat(answer.next);
      at += 1;
      if (next.indexOf(flow[at]) < 0) {
        flow = flow.slice(0, at).concat(next[0]);
      }
      begun = false;
    } else {
      begun = true;
    }
    showStage();
  }

  function leaveFor(uri) {
    sessionStorage.setItem(KEPT, JSON.stringify({
      flow: flow, at: at, user: user
    }));
    location.assign(uri);
  }

  // ----- The stage that is due

  function fields() {
    var stage = STAGES[flow[at]];
    var wanted = begun ? stage.later : stage.first;
    // Who it is, the first stage has said; when registering, it may be left open.
    return wanted.filter(function (field) { return field !== 'user' || at === 0; });
  }

  function showStage() {
    var stage = STAGES[flow[at]];
    clearTimeout(polling);
    ['ways', 'done'].forEach(function (id) { element(id).hidden = true; });
    element('top').hidden = false;
    element('again').hidden = flows.length < 2 && !session;
    if (!stage) {
      form.hidden = true;
      showError('This page does not know the step ' + flow[at] + '.');
      return;
    }
    form.hidden = false;
    var shown = fields();
    form.querySelectorAll('[data-field]').forEach(function (field) {
      var name = field.dataset.field;
      var visible = shown.indexOf(name) >= 0
          || (registering && name === 'user' && at === 0 && !begun);
      field.hidden = !visible;
      field.querySelector('input, select').required =
          visible && !(registering && name === 'user')
          && !(name === 'code' && flow[at] === 'm.login.email.identity');
    });
    // Identity servers have codes of letters, too.
    element('code').inputMode = flow[at] === 'm.login.email.identity' ? 'text' : 'numeric';
    element('step').textContent = 'Step ' + (at + 1) + ' of ' + flow.length + ': ' + stage.name;
    element('step').hidden = flow.length < 2;
    element('hint').textContent = begun ? stage.sent : '';
    element('hint').hidden = !begun;
    var terms = flow[at] === 'm.login.terms';
    element('terms').hidden = !terms;
    button.textContent = terms ? 'I agree' : begun || at > 0 || flow.length > 1 ? 'Go on' : buttonText;
    button.hidden = begun && flow[at] === 'm.login.email.url';
    var first = form.querySelector('[data-field]:not([hidden]) input');
    if (first) {
      first.focus();
    }
    if (begun && flow[at] === 'm.login.email.url') {
      polling = setTimeout(poll, POLL_MS);
    }
  }

  function poll() {
    post({}).then(goOn).catch(function (failure) {
      if (failure.errcode === 'M_LOGIN_EMAIL_URL_NOT_YET' || !failure.errcode) {
        polling = setTimeout(poll, POLL_MS);
      } else if (failure.errcode === 'M_LIMIT_EXCEEDED') {
        polling = setTimeout(poll, failure.retryAfter || POLL_MS);
      } else {
        showError(failure.message);
      }
    });
  }

  function value(id) {
    var text = element(id).value;
    return id === 'password' ? text : text.trim();
  }

  function submit() {
    user = user || value('user');
    var type = flow[at];
    if (type === 'm.login.email.identity') {
      return begun ? submitToken() : requestToken();
    }
    var body = {};
    fields().forEach(function (field) { body[field] = value(field); });
    if (registering && !body.user) {
      delete body.user;
    }
    return post(body).then(goOn);
  }

  // ----- The identity server, which the browser asks itself

  function ask(path, parameters) {
    return fetched(value('server') + IDENTITY + path, {
      method: 'POST',
      body: new URLSearchParams(parameters)
    }).then(function (answer) {
      if (answer.success === false || answer.errcode) {
        throw new Error(answer.error || 'The identity server refused.');
      }
      return answer;
    });
  }

  function requestToken() {
    var bytes = new Uint8Array(24);
    crypto.getRandomValues(bytes);
    var secret = Array.from(bytes, function (byte) {
      return ('0' + byte.toString(16)).slice(-2);
    }).join('');
    return ask('requestToken', {
      email: value('email'), clientSecret: secret, sendAttempt: '1'
    }).then(function (answer) {
      credentials = {
        sid: String(answer.sid),
        clientSecret: secret,
        idServer: value('server').replace(/^https?:\/\//, '')
      };
      begun = true;
      showStage();
    });
  }

  function submitToken() {
    var token = value('code');
    var checked = token
        ? ask('submitToken', {
          sid: credentials.sid, clientSecret: credentials.clientSecret, token: token
        })
        : Promise.resolve();
    return checked.then(function () {
      return post({threepidCreds: [credentials]});
    }).then(goOn);
  }

  // ----- The beginning

  function stagesOf(offered) {
    return offered.stages || [offered.type];
  }

  function nameOf(stages) {
    return stages.map(function (type) {
      return STAGES[type] ? STAGES[type].name : type;
    }).join(', then ');
  }

  function begin(stages) {
    flow = stages;
    at = 0;
    begun = false;
    session = null;
    credentials = null;
    user = '';
    showError('');
    showStage();
  }

  function showWays() {
    clearTimeout(polling);
    showError('');
    if (flows.length === 1) {
      begin(stagesOf(flows[0]));
      return;
    }
    form.hidden = true;
    element('again').hidden = true;
    element('top').hidden = false;
    element('ways').hidden = false;
  }

  function makeWays() {
    flows.forEach(function (offered) {
      var way = document.createElement('button');
      var name = nameOf(stagesOf(offered));
      way.type = 'button';
      way.className = 'plain';
      way.textContent = name.charAt(0).toUpperCase() + name.slice(1);
      way.addEventListener('click', function () { begin(stagesOf(offered)); });
      element('ways').appendChild(way);
    });
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    showError('');
    button.disabled = true;
    submit().catch(function (failure) {
      showError(failure.message);
    }).then(function () {
      button.disabled = false;
    });
  });

  element('again').addEventListener('click', showWays);

  identityServers.forEach(function (server) {
    var option = document.createElement('option');
    option.value = server;
    option.textContent = server.replace(/^https?:\/\//, '');
    element('server').appendChild(option);
  });

  if (registering) {
    element('password').autocomplete = 'new-password';
    document.querySelector('label[for=user]').textContent = 'User name (may be left empty)';
  }

  // Back from another site, with a stage done there and another one to come.
  function resume(before, answer) {
    flow = before.flow;
    at = before.at;
    user = before.user;
    goOn(answer);
  }

  fetched(endpoint).then(function (answer) {
    flows = answer.flows || [];
    if (flows.length === 0) {
      throw new Error(registering
          ? 'This server does not let people register themselves.'
          : 'This server offers no way to log in.');
    }
    makeWays();
    var before = take(KEPT);
    var returned = take(RETURNED);
    if (returned && returned.next) {
      // Who began in another client has left nothing here.
      resume(before || {flow: ['m.login.oauth2'], at: 0, user: ''}, returned);
    } else {
      showWays();
    }
  }).catch(function (failure) {
    showError(failure.message);
  });
})();
