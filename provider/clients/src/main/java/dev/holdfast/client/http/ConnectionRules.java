package dev.holdfast.client.http;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Gives up a connection before the server does, after a number of requests or an error, and keeps
/// okhttp from following a `Retry-After` on its own.
final class ConnectionRules implements Interceptor {
  private final Map<Connection, AtomicInteger> uses =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final int limit;

  ConnectionRules(int limit) {
    this.limit = limit;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (usesOf(chain.connection()) >= limit) {
      request = request.newBuilder().header("Connection", "close").build();
    }
    return chain.proceed(request).newBuilder().removeHeader("Retry-After").build();
  }

  private int usesOf(@Nullable Connection connection) {
    return connection == null
        ? 0
        : uses.computeIfAbsent(connection, _ -> new AtomicInteger()).incrementAndGet();
  }
}
