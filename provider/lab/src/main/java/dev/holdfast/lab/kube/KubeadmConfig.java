package dev.holdfast.lab.kube;

import dev.holdfast.lab.machine.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The documents of kubeadm's `--config`, in `kubeadm.k8s.io/v1beta4`.
record KubeadmConfig(List<ObjectNode> documents) {
  private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

  static KubeadmConfig of(Call call) {
    String file =
        call.option("--config")
            .orElseThrow(() -> KubeFault.notSimulated("kubeadm without --config"));
    return new KubeadmConfig(Trees.documents(call.files().text(file)));
  }

  ObjectNode kind(String kind) {
    return documents.stream()
        .filter(document -> Trees.text(document, "kind").equals(kind))
        .findFirst()
        .orElseGet(Trees::object);
  }

  ObjectNode cluster() {
    return kind("ClusterConfiguration");
  }

  /// What is said of this machine: the init's or the join's.
  ObjectNode main() {
    ObjectNode init = kind("InitConfiguration");
    return init.isEmpty() ? kind("JoinConfiguration") : init;
  }

  String node(KubeHost host) {
    String given = Trees.text(main(), "nodeRegistration", "name");
    return given.isEmpty() ? host.machine() : given;
  }

  /// The address under which the machine is a node.
  String address() {
    for (JsonNode argument : main().path("nodeRegistration").path("kubeletExtraArgs")) {
      if (Trees.text(argument, "name").equals("node-ip")) {
        return Trees.text(argument, "value");
      }
    }
    return advertised();
  }

  String advertised() {
    String own = Trees.text(main(), "localAPIEndpoint", "advertiseAddress");
    return own.isEmpty()
        ? Trees.text(main(), "controlPlane", "localAPIEndpoint", "advertiseAddress")
        : own;
  }

  /// Taints, where some are given: none at all is an empty list.
  Optional<ArrayNode> taints() {
    return main().path("nodeRegistration").path("taints") instanceof ArrayNode taints
        ? Optional.of(taints)
        : Optional.empty();
  }

  boolean ignores(String check) {
    for (JsonNode name : main().path("nodeRegistration").path("ignorePreflightErrors")) {
      if (name.asString("").equalsIgnoreCase(check) || name.asString("").equals("all")) {
        return true;
      }
    }
    return false;
  }

  /// The bootstrap tokens, each with how long it is good.
  List<Given> tokens() {
    return main()
        .path("bootstrapTokens")
        .valueStream()
        .map(token -> new Given(Trees.text(token, "token"), duration(Trees.text(token, "ttl"))))
        .toList();
  }

  /// A token as the configuration has it.
  record Given(String token, Duration life) {
    String id() {
      return token.split("\\.")[0];
    }
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.isEmpty() ? "24h" : text);
    if (!matcher.matches()) {
      throw KubeFault.of("error: time: invalid duration \"" + text + "\"");
    }
    return Duration.ofHours(number(matcher, 1))
        .plusMinutes(number(matcher, 2))
        .plusSeconds(number(matcher, 3));
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
