package dev.holdfast.client.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Okio;

/// Fetches public files, following redirects as mirrors make them; no credentials are sent.
public final class WebDownload {
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final OkHttpClient client;

  public WebDownload(ProxySettings proxy) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder().connectTimeout(IDLE).readTimeout(IDLE);
    TlsSetup.apply(new TlsTrust.SystemAuthorities(), builder);
    HttpCore.viaProxy(proxy, builder);
    this.client = builder.build();
  }

  /// A file that could not be fetched.
  public static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /// Writes the file; the stop signal of the context ends it.
  public void fetch(URI uri, Path into) {
    var call = client.newCall(new Request.Builder().url(uri.toString()).build());
    try (var _ = CallContext.current().cancellation().onCancel(call::cancel);
        Response response = call.execute();
        OutputStream out = Files.newOutputStream(into)) {
      if (!response.isSuccessful()) {
        throw new FailedException(
            "%s is not there: the server answers %d %s."
                .formatted(uri, response.code(), response.message()));
      }
      response.body().source().readAll(Okio.sink(out));
    } catch (IOException e) {
      throw new FailedException("%s cannot be fetched: %s".formatted(uri, e.getMessage()));
    }
  }
}
