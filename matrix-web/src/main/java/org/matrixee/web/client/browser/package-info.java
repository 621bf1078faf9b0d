/**
 * Pages that clients of the current API lead browsers to: single sign-on, the stages of
 * user-interactive authentication, and links in mails.
 */
@NullMarked
package org.matrixee.web.client.browser;

import org.jspecify.annotations.NullMarked;
