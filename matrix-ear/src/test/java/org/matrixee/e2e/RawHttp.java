package org.matrixee.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes that no proper HTTP client would send, one connection for each request. */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 40_000;

  /** A larger body is sent only after the server has agreed, so that its refusal is not lost. */
  private static final int ASK_FIRST_BYTES = 200_000;

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers the header fields, names in lower case
   * @param body the body
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** Sends one request; the target and the body go out as they are. */
  Answer send(String method, String target, byte[] body) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String head =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length
              + (body.length > ASK_FIRST_BYTES ? "\r\nExpect: 100-continue" : "")
              + "\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      out.write(head.getBytes(StandardCharsets.UTF_8));
      if (body.length > ASK_FIRST_BYTES) {
        String first = line(in);
        if (!first.startsWith("HTTP/1.1 100")) {
          return read(first, in);
        }
        line(in);
      }
      try {
        out.write(body);
        out.flush();
      } catch (SocketException e) {
        // The server answered before it had read all, and closed: its answer is what counts.
        return read(line(in), in);
      }
      return read(line(in), in);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + Json.abbreviate(target), e);
    }
  }

  private static Answer read(String statusLine, InputStream in) throws IOException {
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IOException("no HTTP answer: '" + statusLine + "'");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).trim());
    }
    byte[] body =
        "chunked".equals(headers.get("transfer-encoding")) ? chunks(in) : in.readAllBytes();
    return new Answer(
        Integer.parseInt(statusLine.substring(9, 12)),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != -1 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
