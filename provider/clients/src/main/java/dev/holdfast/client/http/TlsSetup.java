package dev.holdfast.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// Turns a [TlsTrust] into okhttp's settings.
final class TlsSetup {

  static void apply(TlsTrust trust, OkHttpClient.Builder builder) {
    X509TrustManager manager = manager(trust);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      builder.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no usable TLS.", e);
    }
    if (trust instanceof TlsTrust.Pinned || trust instanceof TlsTrust.Insecure) {
      builder.hostnameVerifier((_, _) -> true);
    }
  }

  private static X509TrustManager manager(TlsTrust trust) {
    return switch (trust) {
      case TlsTrust.SystemAuthorities _ -> new ServerTrust.Explaining(new SystemTrust());
      case TlsTrust.AuthorityFile(Path file) -> new ServerTrust.Explaining(authorities(file));
      case TlsTrust.Pinned(var fingerprints) -> new ServerTrust.Pinned(fingerprints);
      case TlsTrust.Insecure _ -> new ServerTrust.Any();
    };
  }

  /// The authorities of a PEM file.
  static X509TrustManager authorities(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("The CA file '%s' has no certificate.".formatted(file));
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int index = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca" + index++, certificate);
      }
      return of(store);
    } catch (IOException e) {
      throw new IllegalArgumentException("The CA file '%s' cannot be read.".formatted(file), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The CA file '%s' is not a PEM file with certificates.".formatted(file), e);
    }
  }

  /// The trust manager over a key store, or over the runtime's own authorities.
  static X509TrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new IllegalStateException("This Java runtime verifies no X.509 certificates.");
  }

  private TlsSetup() {}
}
