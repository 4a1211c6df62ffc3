package dev.holdfast.client.netmaker;

import dev.holdfast.client.netmaker.NetmakerException.Code;

/// What differs between the eras of the server; everything else of the client speaks in the names
/// and types of 1.5.1.
sealed interface Wire {

  /// A network as 1.5.1 writes it.
  Fields network(Fields wire);

  /// A network as this era takes it.
  Fields networkBody(Fields network);

  /// The path by which a user may delete a host.
  String hostDeletion(String id);

  /// The adapter for a server.
  static Wire of(ServerStatus status) {
    ServerVersion version = status.version();
    if (!version.atLeast(ServerVersion.OLDEST)) {
      throw NetmakerException.unexecuted(
          Code.TOO_OLD,
          ("The server is Netmaker %s; %s or newer is needed, since the egress API and access tokens"
                  + " came with it. Upgrade the server.")
              .formatted(version, ServerVersion.OLDEST));
    }
    return version.atLeast(ServerVersion.REDESIGNED) ? new Redesigned() : new Texts();
  }

  /// 0.99 to 1.5.0: flags of a network are texts.
  record Texts() implements Wire {

    @Override
    public Fields network(Fields wire) {
      Fields network = wire;
      for (String flag : new String[] {"auto_join", "auto_remove", "jit_enabled"}) {
        boolean set = wire.flag(flag).orElse(false);
        network = wire.has(flag) ? network.with(flag, set) : network;
      }
      return network.renamed("auto_remove_threshold_mins", "auto_remove_threshold");
    }

    @Override
    public Fields networkBody(Fields network) {
      Fields body = network.renamed("auto_remove_threshold", "auto_remove_threshold_mins");
      for (String flag : new String[] {"auto_join", "auto_remove"}) {
        body =
            network.has(flag)
                ? body.with(flag, Boolean.toString(network.flag(flag).orElse(false)))
                : body;
      }
      if (network.has("jit_enabled")) {
        body = body.with("jit_enabled", network.flag("jit_enabled").orElse(false) ? "yes" : "no");
      }
      return body.with("isipv4", network.text("addressrange").isPresent() ? "yes" : "no")
          .with("isipv6", network.text("addressrange6").isPresent() ? "yes" : "no");
    }

    @Override
    public String hostDeletion(String id) {
      return NetmakerCall.path("api", "hosts", id);
    }
  }

  /// 1.5.1 and newer. From 1.7 on only what other clients send is known; create and list are said
  /// to be the same.
  record Redesigned() implements Wire {

    @Override
    public Fields network(Fields wire) {
      return wire;
    }

    @Override
    public Fields networkBody(Fields network) {
      return network;
    }

    /// The older path takes host tokens and the master key only.
    @Override
    public String hostDeletion(String id) {
      return NetmakerCall.path("api", "v1", "ui", "hosts", id);
    }
  }
}
