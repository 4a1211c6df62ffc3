package dev.holdfast.client.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/// The authorities of the Java runtime, and behind them those of the operating system, where an
/// administrator puts the cluster's own authority; the latter are read only when needed.
final class SystemTrust extends ServerTrust {
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private final X509TrustManager runtime;

  SystemTrust() {
    try {
      this.runtime = TlsSetup.of(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no usable TLS.", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      runtime.checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
      if (bundle.isEmpty()) {
        throw e;
      }
      TlsSetup.authorities(bundle.get()).checkServerTrusted(chain, authType);
    }
  }
}
