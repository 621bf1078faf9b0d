package org.matrixee.server.account.signin;

import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.NewSession;

/** What a login gives. */
public record SignIn(UserId user, NewSession session) {}
