package org.matrixee.server.media;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that arrives.
 *
 * @param bytes to be read once; reading may wait for the network
 * @param announced how many bytes the client says it will send; -1 if it does not say
 * @param type the content type that the client gave; null if none
 * @param name the file name that the client gave; null if none
 */
public record Upload(
    InputStream bytes, long announced, @Nullable String type, @Nullable String name) {}
