package dev.holdfast.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packaged playbooks build a cluster on machines in memory, change it, and take it apart.
class MemoryClusterTest {
  private static final List<String> ALL = List.of("cp1", "cp2", "w1", "w2");

  /// Helpers that stay on purpose, what the kernel has loaded, and lists of packages.
  private static final String STAYS =
      "/(etc/haproxy|usr/sbin/(haproxy|conntrack)|usr/lib/systemd/system/haproxy.service"
          + "|var/lib/apt/lists/|proc/(sys/|modules)|sys/module/).*";

  @Test
  void aClusterIsBuiltChangedAndTakenApart() throws InterruptedException {
    try (MemoryFleet fleet = new MemoryFleet(ALL)) {
      Map<String, Map<String, String>> before = new HashMap<>();
      ALL.forEach(name -> before.put(name, fleet.snapshot(name)));

      assertThat(fleet.run("site.yml", ALL, new DictValue()).troubles()).isEmpty();
      assertThat(fleet.ready("cp1")).containsExactlyElementsOf(ALL);
      assertThat(fleet.ready("cp2")).containsExactlyElementsOf(ALL);
      assertThat(fleet.told("w1", "apt-mark", "showhold").lines())
          .containsExactly("containerd", "kubeadm", "kubectl", "kubelet");

      assertThat(fleet.run("site.yml", ALL, new DictValue()).troubles()).isEmpty();
      assertThat(fleet.changed())
          .containsExactly(
              "lock : Say who holds it", "lock : Take the lock", "unlock : Give the lock back");

      labelled(fleet);
      for (String name : List.of("w2", "cp2", "w1")) {
        assertThat(removed(fleet, name).troubles()).isEmpty();
        assertThat(fleet.ready("cp1")).doesNotContain(name);
        assertThat(different(before.getOrDefault(name, Map.of()), fleet.snapshot(name)))
            .allSatisfy(path -> assertThat(path).matches(STAYS));
      }
      assertThat(fleet.ready("cp1")).containsExactly("cp1");
    }
  }

  private static void labelled(MemoryFleet fleet) throws InterruptedException {
    DictValue labels = new DictValue();
    labels.put("disk", Str.of("fast"));
    DictValue variables = new DictValue();
    variables.put("node_labels", labels);
    Outcome outcome =
        fleet.run(
            "labels.yml",
            variables,
            List.of(fleet.member("w1", "nodes", "worker"), fleet.member("cp1", "api")));
    assertThat(outcome.troubles()).isEmpty();
    assertThat(fleet.changed()).containsExactly("labels : Labels and annotations");
    assertThat(
            fleet.told(
                "cp1",
                "kubectl",
                "--kubeconfig",
                "/etc/kubernetes/admin.conf",
                "get",
                "node",
                "w1",
                "-o",
                "json"))
        .contains("\"disk\" : \"fast\"");
  }

  private static Outcome removed(MemoryFleet fleet, String name) throws InterruptedException {
    String role = name.startsWith("cp") ? "control_plane" : "worker";
    return fleet.run(
        "remove.yml",
        new DictValue(),
        List.of(fleet.member(name, "nodes", role), fleet.member("cp1", "api", "control_plane")));
  }

  private static List<String> different(Map<String, String> before, Map<String, String> after) {
    Map<String, String> all = new HashMap<>(before);
    all.putAll(after);
    return all.keySet().stream()
        .filter(path -> !before.getOrDefault(path, "").equals(after.getOrDefault(path, "")))
        .sorted()
        .toList();
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingIsHalfJoined() throws InterruptedException {
    try (MemoryFleet fleet = new MemoryFleet(List.of("cp1", "w1"))) {
      DictValue late = new DictValue();
      late.put("preflight_now", Int.of(1_000_000));
      assertThat(messages(fleet.run("preflight.yml", List.of("cp1"), late)))
          .contains("The clock of cp1 is");
      DictValue elsewhere = new DictValue();
      elsewhere.put("node_ip", Str.of("10.9.9.9"));
      elsewhere.put("node_wait_for_address", Int.of(0));
      assertThat(messages(fleet.run("address.yml", List.of("cp1"), elsewhere)))
          .contains("The address 10.9.9.9 did not appear");
      assertThat(fleet.files("cp1").exists("/etc/kubernetes")).isFalse();
    }
  }

  private static String messages(Outcome outcome) {
    return String.join("\n", outcome.troubles().stream().map(Outcome.Trouble::message).toList());
  }
}
