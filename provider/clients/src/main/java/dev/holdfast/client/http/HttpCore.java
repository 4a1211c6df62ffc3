package dev.holdfast.client.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/// Carries out one HTTP exchange on the caller's thread and tells what became of it.
///
/// Nothing is ever repeated or redirected here: okhttp would repeat a request, writes included, on
/// a dead pooled connection, so that is switched off and repeating is decided by the API clients,
/// which know what is safe. The rules of the Proxmox daemon hold for every server: it drops a
/// connection that is idle for five seconds or has carried a hundred requests.
public final class HttpCore implements AutoCloseable {
  static final int REQUESTS_PER_CONNECTION = 99;
  private static final Duration IDLE = Duration.ofSeconds(4);
  private static final long BODY_LIMIT = 64L << 20;

  private final OkHttpClient pooled;
  private final OkHttpClient fresh;
  private final long bodyLimit;

  public HttpCore(TlsTrust trust, ProxySettings proxy) {
    this(trust, proxy, BODY_LIMIT);
  }

  HttpCore(TlsTrust trust, ProxySettings proxy, long bodyLimit) {
    this.bodyLimit = bodyLimit;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(16, IDLE.toMillis(), TimeUnit.MILLISECONDS))
            .addNetworkInterceptor(new ConnectionRules(REQUESTS_PER_CONNECTION))
            .eventListenerFactory(call -> Trace.of(call));
    TlsSetup.apply(trust, builder);
    viaProxy(proxy, builder);
    this.pooled = builder.build();
    this.fresh =
        pooled.newBuilder().connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS)).build();
  }

  /// Sends the call once and waits for the whole answer.
  public HttpOutcome exchange(HttpCall call, Cancellation cancellation) {
    Trace trace = new Trace(new ConnectLimit(call.timeouts().connect()));
    Call running = client(call).newCall(request(call, trace));
    try (var _ = cancellation.onCancel(running::cancel)) {
      if (cancellation.cancelled()) {
        return FailureKinds.cancelled(trace);
      }
      return answer(running);
    } catch (IOException e) {
      return cancellation.cancelled() ? FailureKinds.cancelled(trace) : FailureKinds.of(e, trace);
    } finally {
      trace.limit().end();
    }
  }

  private HttpOutcome answer(Call running) throws IOException {
    try (Response response = running.execute()) {
      String body = BodyReader.read(response, bodyLimit);
      return new HttpOutcome.Answer(
          response.code(), response.message(), BodyReader.mediaType(response), body);
    }
  }

  private OkHttpClient client(HttpCall call) {
    return (call.freshConnection() ? fresh : pooled)
        .newBuilder()
        .connectTimeout(call.timeouts().connect())
        .readTimeout(call.timeouts().idle())
        .writeTimeout(call.timeouts().idle())
        .callTimeout(call.timeouts().call())
        .build();
  }

  private static Request request(HttpCall call, Trace trace) {
    Request.Builder request =
        new Request.Builder()
            .url(call.uri().toString())
            .tag(Trace.class, trace)
            .method(call.method(), call.body().map(SingleUseBody::new).orElse(null));
    call.headers().forEach(request::header);
    if (call.freshConnection()) {
      request.header("Connection", "close");
    }
    return request.build();
  }

  static void viaProxy(ProxySettings settings, OkHttpClient.Builder builder) {
    builder.proxySelector(new SettingsProxySelector(settings));
    settings
        .user()
        .ifPresent(user -> {
          String credentials =
              Credentials.basic(user, settings.password().map(Secret::reveal).orElse(""));
          builder.proxyAuthenticator((_, response) ->
              response.request().header("Proxy-Authorization") != null
                  ? null
                  : response
                      .request()
                      .newBuilder()
                      .header("Proxy-Authorization", credentials)
                      .build());
        });
  }

  static Proxy proxyOf(java.net.URI proxy) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
  }

  /// Lets go of idle connections; threads of the library are daemons and never delay an exit.
  @Override
  public void close() {
    pooled.connectionPool().evictAll();
    fresh.connectionPool().evictAll();
  }
}
