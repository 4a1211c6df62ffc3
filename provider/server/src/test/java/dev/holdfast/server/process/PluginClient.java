package dev.holdfast.server.process;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Optional;
import javax.net.SocketFactory;

/// A host's side of the plugin protocol, for tests: dials what a handshake line or an endpoint
/// names, over a Unix socket or TCP, with mutual TLS or without.
public final class PluginClient {
  private static final int LARGEST_MESSAGE = 256 << 20;

  private PluginClient() {}

  /// The host's identity and what it announces to the plugin.
  public record Identity(SelfSignedCertificate certificate) {

    public static Identity create() {
      return new Identity(SelfSignedCertificate.create(KeyType.P521));
    }

    /// The value of `PLUGIN_CLIENT_CERT`.
    public String pem() {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
          + "\n-----END CERTIFICATE-----\n";
    }

    byte[] der() {
      try {
        return certificate.certificate().getEncoded();
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// A channel as the handshake line describes it.
  public static ManagedChannel dial(String handshake, Optional<Identity> identity) {
    String[] fields = handshake.split("\\|", -1);
    byte[] server = fields[5].isEmpty() ? new byte[0] : Base64.getDecoder().decode(fields[5]);
    return dial(listening(fields[2], fields[3]), credentials(server, identity));
  }

  static Listening listening(String network, String address) {
    return switch (network) {
      case "unix" -> new Listening.Unix(Path.of(address));
      case "tcp" ->
          new Listening.Tcp(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
      default -> throw new IllegalArgumentException(network);
    };
  }

  /// A channel without TLS to an address as the reattach variable names it.
  public static ManagedChannel dial(String network, String address) {
    return dial(listening(network, address));
  }

  /// A channel without TLS.
  public static ManagedChannel dial(Listening listening) {
    return dial(listening, InsecureChannelCredentials.create());
  }

  private static ChannelCredentials credentials(byte[] server, Optional<Identity> identity) {
    if (server.length == 0) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder builder =
        TlsChannelCredentials.newBuilder().trustManager(new PinnedTrustManager(server));
    identity.ifPresent(own -> builder.keyManager(new SingleKeyManager(own.certificate())));
    return builder.build();
  }

  static ManagedChannel dial(Listening listening, ChannelCredentials credentials) {
    int port =
        switch (listening) {
          case Listening.Unix _ -> 1;
          case Listening.Tcp(int number) -> number;
        };
    OkHttpChannelBuilder builder =
        OkHttpChannelBuilder.forAddress("localhost", port, credentials)
            .maxInboundMessageSize(LARGEST_MESSAGE);
    if (listening instanceof Listening.Unix(Path path)) {
      builder.socketFactory(new UnixSocketFactory(path));
    }
    return builder.build();
  }

  /// Connects to one path, whatever address gRPC resolved.
  private static final class UnixSocketFactory extends SocketFactory {
    private final Path path;

    UnixSocketFactory(Path path) {
      this.path = path;
    }

    private Socket connect() throws IOException {
      return new UnixSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connect();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return connect();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connect();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return connect();
    }
  }
}
