/**
 * What users' streams tell beside events: account data, receipts, messages to devices, changes of
 * devices. Each has a place in the one stream of positions that events have, too, so that one
 * number says what a client has seen.
 */
@NullMarked
package org.matrixee.server.news;

import org.jspecify.annotations.NullMarked;
