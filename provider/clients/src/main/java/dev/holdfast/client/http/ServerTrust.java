package dev.holdfast.client.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/// Trust in servers only: this client never judges the certificate of another client.
abstract class ServerTrust implements X509TrustManager {

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("client certificates are not accepted");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().withUpperCase().formatHex(digest.digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException("this Java runtime has no SHA-256", e);
    }
  }

  static String readable(String fingerprint) {
    return fingerprint.replaceAll("(..)(?=.)", "$1:");
  }

  /// Accepts anything.
  static final class Any extends ServerTrust {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      // The user asked for it, and is warned about it where the configuration is read.
    }
  }

  /// Accepts the pinned certificates only.
  static final class Pinned extends ServerTrust {
    private final Set<String> pins;

    Pinned(Set<String> pins) {
      this.pins = pins;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      String seen = fingerprint(chain[0]);
      if (!pins.contains(seen)) {
        throw new CertificateException(
            "the server's certificate has the SHA-256 fingerprint %s, which is not the pinned one"
                .formatted(readable(seen)));
      }
    }
  }

  /// Adds the fingerprint to a refusal, so that the user can compare and pin it.
  static final class Explaining extends ServerTrust {
    private final X509TrustManager judge;

    Explaining(X509TrustManager judge) {
      this.judge = judge;
    }

    // The cause is left out on purpose: the innermost message is what the user reads.
    @Override
    @SuppressWarnings("UnusedException")
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      try {
        judge.checkServerTrusted(chain, authType);
      } catch (CertificateException e) {
        throw new CertificateException(
            "the server's certificate (issued by %s, SHA-256 fingerprint %s) is not trusted"
                .formatted(
                    chain[0].getIssuerX500Principal().getName(), readable(fingerprint(chain[0]))));
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
