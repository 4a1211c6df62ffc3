package dev.holdfast.lab.kube;

import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.program.Units;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `crictl` of one machine, and `etcdctl` in etcd's container.
record Crictl(KubeHost host) implements Program {
  @Override
  public Ran run(Call call) {
    if (host.units().state("containerd.service") != Units.State.ACTIVE) {
      return Ends.failed(
          1, "FATA[0000] validate service connection: dial unix /run/containerd/containerd.sock\n");
    }
    List<String> words = call.arguments();
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "ps" -> containers(call);
      case "exec" -> inside(call, words);
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private Ran containers(Call call) {
    String name = call.option("--name").orElse("").replaceAll("[\\^$]", "");
    if (name.isEmpty() || !call.has("-q")) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    return Ends.ok(host.runs(name) ? container(name) + "\n" : "");
  }

  private String container(String name) {
    byte[] text = (host.machine() + "/" + name).getBytes(StandardCharsets.UTF_8);
    return Digest.SHA256.hex(text);
  }

  private Ran inside(Call call, List<String> words) {
    int command = words.indexOf("etcdctl");
    boolean known = command > 0 && words.get(1).equals(container("etcd")) && host.runs("etcd");
    Optional<KubeCluster> cluster = host.membership().map(KubeHost.Membership::cluster);
    if (!known || cluster.isEmpty()) {
      return Ends.failed(1, "FATA[0000] execing command in container: no such container\n");
    }
    List<String> rest =
        words.subList(command + 1, words.size()).stream()
            .filter(word -> !word.startsWith("--"))
            .toList();
    if (rest.equals(List.of("member", "list", "-w", "json"))) {
      return Ends.ok(list(cluster.get()) + "\n");
    }
    if (rest.size() == 3 && rest.subList(0, 2).equals(List.of("member", "remove"))) {
      long id = Long.parseUnsignedLong(rest.get(2), 16);
      return cluster.get().removeMember(id)
          ? Ends.ok("Member %s removed from cluster 1\n".formatted(rest.get(2)))
          : Ends.failed(1, "Error: etcdserver: member not found\n");
    }
    return Ends.notSimulated(String.join(" ", call.words()));
  }

  private static String list(KubeCluster cluster) {
    ObjectNode answer = Trees.object();
    answer.putObject("header").put("cluster_id", 1);
    ArrayNode members = answer.putArray("members");
    for (KubeCluster.Member member : cluster.members()) {
      ObjectNode each = members.addObject().put("ID", member.id()).put("name", member.name());
      String address =
          member.address().contains(":") ? "[" + member.address() + "]" : member.address();
      each.putArray("peerURLs").add("https://" + address + ":2380");
      each.putArray("clientURLs").add("https://" + address + ":2379");
      if (member.learner()) {
        each.put("isLearner", true);
      }
    }
    return answer.toString();
  }
}
