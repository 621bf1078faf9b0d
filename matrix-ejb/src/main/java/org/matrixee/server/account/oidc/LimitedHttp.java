package org.matrixee.server.account.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.matrixee.server.config.OidcConfig;
import org.matrixee.server.http.LimitedBody;

/**
 * The library's way out: every request ends within a time, every answer within a size, nothing is
 * redirected, and nothing goes over an open line.
 */
final class LimitedHttp implements HTTPRequestSender, ResourceRetriever {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;

  private final HttpClient client;

  /** With threads for the client's own work; callers wait on others. */
  LimitedHttp(Executor threads) {
    client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
  }

  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    String body = request.getBody();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.getURI())
            .timeout(WHOLE)
            .method(
                request.getMethod().name(),
                body == null || request.getMethod() == HTTPRequest.Method.GET
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
      header.getValue().forEach(value -> builder.header(header.getKey(), value));
    }
    HttpResponse<byte[]> answer = exchange(builder.build());
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach((name, values) -> response.setHeader(name, values.toArray(new String[0])));
    response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    return response;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpResponse<byte[]> answer =
        exchange(HttpRequest.newBuilder(uri(url)).timeout(WHOLE).GET().build());
    if (answer.statusCode() != HTTPResponse.SC_OK) {
      throw new IOException("status " + answer.statusCode() + " from " + url);
    }
    String type = answer.headers().firstValue("Content-Type").orElse("application/json");
    return new Resource(new String(answer.body(), StandardCharsets.UTF_8), type);
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    if (!OidcConfig.isSafe(request.uri())) {
      throw new IOException("no https: " + request.uri().getHost());
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, status -> new LimitedBody(MOST_BYTES));
    try {
      return answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer in time from " + request.uri().getHost(), e);
    } catch (ExecutionException e) {
      throw new IOException("no answer from " + request.uri().getHost() + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw new IOException("the server stops", e);
    }
  }

  private static URI uri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException("no URL: " + url, e);
    }
  }
}
