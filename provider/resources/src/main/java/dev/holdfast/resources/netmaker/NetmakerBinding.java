package dev.holdfast.resources.netmaker;

import dev.holdfast.client.netmaker.ServerStatus;
import dev.holdfast.client.netmaker.ServerVersion;
import dev.holdfast.framework.schema.Binding;
import java.util.Optional;

/// The field of a JSON record that an attribute stands for, in the names of 1.5.1.
///
/// @param written whether a write carries it; otherwise it is only read
public record NetmakerBinding(String name, FieldCodec codec, Gate gate, boolean written)
    implements Binding {

  /// What a server must be for a field to have an effect.
  ///
  /// @param since the first version that knows it
  public record Gate(Optional<ServerVersion> since, boolean pro) {
    static final Gate OPEN = new Gate(Optional.empty(), false);

    /// Why the server does not take the field; empty where it does.
    Optional<String> refusal(ServerStatus server) {
      if (since.filter(first -> !server.version().atLeast(first)).isPresent()) {
        return Optional.of(
            "needs Netmaker %s or newer; this server has %s"
                .formatted(since.get(), server.version()));
      }
      return pro && !server.pro()
          ? Optional.of("needs the Pro edition; this server is the community edition")
          : Optional.empty();
    }
  }

  public static NetmakerBinding field(String name, FieldCodec codec) {
    return new NetmakerBinding(name, codec, Gate.OPEN, true);
  }

  public static NetmakerBinding readField(String name, FieldCodec codec) {
    return new NetmakerBinding(name, codec, Gate.OPEN, false);
  }

  /// The same, known from a version on.
  public NetmakerBinding since(int major, int minor, int patch) {
    var first = new ServerVersion(major, minor, patch);
    return new NetmakerBinding(name, codec, new Gate(Optional.of(first), gate.pro()), written);
  }

  /// The same, with an effect in the Pro edition only.
  public NetmakerBinding proOnly() {
    return new NetmakerBinding(name, codec, new Gate(gate.since(), true), written);
  }
}
