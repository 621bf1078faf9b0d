/** The current client-server API, by its own clients' requests. */
package org.matrixee.current;
