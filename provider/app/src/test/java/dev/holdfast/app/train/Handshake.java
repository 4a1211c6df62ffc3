package dev.holdfast.app.train;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// The first line that a plugin prints: where it listens and which certificate it shows.
///
/// Source: go-plugin, `server.go`; the certificate is unpadded base64 of its DER form.
public record Handshake(SocketAddress address, X509Certificate certificate) {

  static Handshake parse(String line) {
    List<String> fields = List.of(line.split("\\|", -1));
    if (fields.size() < 6
        || !fields.get(0).equals("1")
        || !fields.get(1).equals("6")
        || !fields.get(4).equals("grpc")) {
      throw new PluginFailure("Not a handshake of protocol 6 over gRPC: " + line);
    }
    return new Handshake(address(fields.get(2), fields.get(3)), certificate(fields.get(5)));
  }

  private static SocketAddress address(String network, String address) {
    if (network.equals("unix")) {
      return UnixDomainSocketAddress.of(address);
    }
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private static X509Certificate certificate(String base64) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (CertificateException e) {
      throw new PluginFailure("The handshake carries no certificate", e);
    }
  }
}
