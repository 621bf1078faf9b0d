/**
 * The framework of login and registration: flows of stages, the sessions between them, and the
 * stages themselves.
 *
 * <p>2014: client-api-v1, 4 and 5. A stage is a bean that implements {@code LoginStage}; it knows
 * neither HTTP nor the other stages.
 */
@NullMarked
package org.matrixee.server.account.login;

import org.jspecify.annotations.NullMarked;
