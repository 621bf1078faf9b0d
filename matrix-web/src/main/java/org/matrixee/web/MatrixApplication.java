package org.matrixee.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * All resources of this server, in one application at the root: every path that nobody knows then
 * gets the same standard error.
 */
@ApplicationPath("/")
public class MatrixApplication extends Application {}
