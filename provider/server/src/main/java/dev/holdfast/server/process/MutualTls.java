package dev.holdfast.server.process;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/// The plugin's side of AutoMTLS: one fresh identity of ours, one announced identity of the host.
///
/// The host hands over its certificate in the environment and learns ours from the handshake line
/// (go-plugin, `mtls.go` and `server.go`).
public final class MutualTls {
  private final SelfSignedCertificate identity;
  private final byte[] clientCertificate;

  private MutualTls(SelfSignedCertificate identity, byte[] clientCertificate) {
    this.identity = identity;
    this.clientCertificate = clientCertificate;
  }

  static MutualTls with(KeyType keyType, byte[] clientCertificate) {
    return new MutualTls(SelfSignedCertificate.create(keyType), clientCertificate);
  }

  /// Our certificate as the handshake line carries it: standard base64 without padding.
  String announcedCertificate() {
    try {
      return Base64.getEncoder()
          .withoutPadding()
          .encodeToString(identity.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new ServerException(
          ServerException.Code.TLS_UNAVAILABLE, "Unable to encode the plugin's certificate", e);
    }
  }

  ServerCredentials credentials() {
    return TlsServerCredentials.newBuilder()
        .keyManager(new SingleKeyManager(identity))
        .trustManager(new PinnedTrustManager(clientCertificate))
        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
        .build();
  }
}
