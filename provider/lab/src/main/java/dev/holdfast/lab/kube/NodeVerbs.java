package dev.holdfast.lab.kube;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Verbs of kubectl that are about nodes only.
record NodeVerbs(KubeCluster cluster) {
  private static final Pattern TAINT =
      Pattern.compile("([^=:]+)(?:=([^:]*))?(?::([A-Za-z]+))?(-?)");

  private ObjectNode node(String name) {
    return cluster.get(Kind.NODE, "", name).orElseThrow(() -> Kubectl.missing(Kind.NODE, name));
  }

  /// @param words `taint`, `node`, a name, and `KEY=VALUE:EFFECT` or `KEY-`
  String taint(List<String> words, boolean overwrite) {
    Matcher taint = TAINT.matcher(words.size() == 4 ? words.get(3) : "");
    if (!taint.matches()) {
      throw KubeFault.notSimulated("kubectl " + String.join(" ", words));
    }
    String name = words.get(2);
    ObjectNode node = node(name);
    String key = taint.group(1).replaceFirst("-$", "");
    boolean removing = words.get(3).endsWith("-");
    ObjectNode spec = Trees.within(node, "spec");
    ArrayNode taints =
        spec.path("taints") instanceof ArrayNode there ? there : spec.putArray("taints");
    boolean had = false;
    for (int i = taints.size() - 1; i >= 0; i--) {
      if (Trees.text(taints.get(i), "key").equals(key)) {
        had = true;
        taints.remove(i);
      }
    }
    if (removing && !had) {
      throw KubeFault.of("error: taint \"%s\" not found".formatted(key));
    }
    if (!removing && had && !overwrite) {
      throw KubeFault.of("error: node %s already has %s taint(s)".formatted(name, key));
    }
    if (!removing) {
      ObjectNode added = taints.addObject().put("key", key);
      if (taint.group(2) != null && !taint.group(2).isEmpty()) {
        added.put("value", taint.group(2));
      }
      added.put("effect", taint.group(3));
    }
    cluster.put(Kind.NODE, node);
    return "node/%s %s\n".formatted(name, removing ? "untainted" : had ? "modified" : "tainted");
  }

  String cordon(String name, boolean off) {
    ObjectNode node = node(name);
    ObjectNode spec = Trees.within(node, "spec");
    boolean already = spec.path("unschedulable").asBoolean(false);
    String verb = off ? "cordoned" : "uncordoned";
    if (already == off) {
      return "node/%s already %s\n".formatted(name, verb);
    }
    if (off) {
      spec.put("unschedulable", true);
    } else {
      spec.remove("unschedulable");
    }
    cluster.put(Kind.NODE, node);
    return "node/%s %s\n".formatted(name, verb);
  }

  /// Takes pods away that no daemon set keeps.
  String drain(String name) {
    StringBuilder said = new StringBuilder(cordon(name, true));
    for (ObjectNode pod : cluster.list(Kind.POD, "")) {
      if (Trees.text(pod, "spec", "nodeName").equals(name)) {
        String called = Trees.text(pod, "metadata", "name");
        cluster.delete(Kind.POD, Trees.text(pod, "metadata", "namespace"), called);
        said.append("pod/").append(called).append(" evicted\n");
      }
    }
    return said.append("node/").append(name).append(" drained\n").toString();
  }
}
