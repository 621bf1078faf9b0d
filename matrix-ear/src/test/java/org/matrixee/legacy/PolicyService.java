package org.matrixee.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.matrixee.e2e.Json;

/** A policy service that answers what it is told. */
final class PolicyService implements AutoCloseable {
  private final HttpServer http;
  private final List<String> questions = new CopyOnWriteArrayList<>();

  /** What it answers. */
  volatile String answer = "{\"action\":\"allow\"}";

  volatile int status = 200;
  volatile long delayMillis;

  PolicyService() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/check", this::handle);
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    try {
      Thread.sleep(delayMillis); // being slow is its part here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** It allows everything again. */
  void mend() {
    answer = "{\"action\":\"allow\"}";
    status = 200;
    delayMillis = 0;
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/check";
  }

  JsonNode last() {
    return Json.parse(questions.get(questions.size() - 1));
  }

  @Override
  public void close() {
    http.stop(0);
    ((ExecutorService) http.getExecutor()).shutdownNow();
  }
}
