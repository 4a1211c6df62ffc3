package dev.holdfast.runner.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped playbooks, run by ansible-playbook and by us on machines that are alike: the same
/// files, units, packages and holds in the end, and the same nodes; `remove.yml` takes the same
/// away.
@Tag("soak")
class SiteDifferentialTest {
  private static final Path ANSIBLE = Path.of("/usr/bin/ansible-playbook");
  private static final Path PLAYBOOKS = Path.of("../bootstrap/src/main/resources/holdfast/nodes");
  private static final List<String> NAMES = List.of("cp1", "w1");

  /// One line for each thing that must be alike: what differs in any two clusters (keys,
  /// certificates, identities, times, the members of etcd) is left out, and addresses have the name
  /// of their network.
  private static final String LOOK =
      """
      net=$1
      find /etc /opt /usr/local /var/lib/kubelet /var/lib/cni /run/flannel -xdev -type f 2>/dev/null | sort | while read -r file; do
        case $file in
          /etc/kubernetes/pki/* | /etc/kubernetes/*.conf | /etc/kubernetes/tmp/* | /var/lib/kubelet/pki/*) echo "file $file" ;;
          /etc/machine-id | /etc/ssh/* | /etc/hostname | /etc/hosts.* | /etc/*- | /etc/.* | /etc/holdfast/node.json) ;;
          /etc/apt/* | /etc/ld.so.cache | /etc/mailcap | /etc/resolv.conf | /etc/netclient/* | /var/lib/kubelet/*state* | /var/lib/kubelet/pods/*) ;;
          *) echo "file $file $(stat -c '%a %U %G' "$file") $(sed "s/$net/NET/g" "$file" | sha256sum | cut -c1-16)" ;;
        esac
      done
      systemctl list-unit-files --state=enabled --no-legend --plain | awk '{print "enabled", $1}'
      for unit in kubelet containerd holdfast-api; do echo "active $unit $(systemctl is-active $unit)"; done
      dpkg-query -W -f 'package ${Package} ${Version}\\n' | grep -E ' (kube|containerd|haproxy|cri-tools|conntrack)'
      apt-mark showhold | sed 's/^/hold /'
      ip -o link show | sed -E 's/^[0-9]+: ([^:@]+).*/link \\1/' | grep -v 'link veth'
      sysctl net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables 2>/dev/null
      """;

  private static final String SITE =
      """
      [control_plane]
      cp1
      [worker]
      w1
      [nodes:children]
      control_plane
      worker
      """;

  /// The control plane that stays speaks for the cluster.
  private static final String REMOVE =
      """
      [control_plane]
      cp1
      [worker]
      w1
      [nodes]
      w1
      [api]
      cp1
      """;

  @TempDir private Path folder = Path.of("");

  private record End(Map<String, String> built, Map<String, String> left, String nodes) {}

  @Test
  void the_same_cluster_by_ansible_and_by_us_and_the_same_way_back() {
    Assumptions.assumeTrue(Files.isExecutable(ANSIBLE), "ansible-playbook is missing");
    End theirs = end("theirs", true);
    End ours = end("ours", false);
    assertThat(ours.nodes()).isEqualTo(theirs.nodes()).contains("cp1", "w1");
    for (String name : NAMES) {
      assertThat(ours.built().get(name)).as(name).isEqualTo(theirs.built().get(name));
    }
    assertThat(ours.left()).isEqualTo(theirs.left());
  }

  private End end(String who, boolean ansible) {
    try (Fleet fleet = new Fleet(NAMES, false)) {
      run(project(fleet, who + "-site", SITE), "site", ansible);
      Map<String, String> built = new TreeMap<>();
      for (String name : NAMES) {
        built.put(name, look(fleet.machine(name)));
      }
      String nodes =
          fleet
              .kubectl("cp1", "get nodes -o name")
              .lines()
              .sorted()
              .collect(Collectors.joining(" "));
      run(project(fleet, who + "-remove", REMOVE), "remove", ansible);
      assertThat(fleet.kubectl("cp1", "get nodes -o name").strip()).isEqualTo("node/cp1");
      return new End(built, Map.of("w1", look(fleet.machine("w1"))), nodes);
    }
  }

  private Project project(Fleet fleet, String name, String groups) {
    Project project = new Project(directory(name));
    for (String each : NAMES) {
      project.host(
          each,
          fleet.machine(each),
          "node_ip=" + fleet.address(each),
          "ansible_python_interpreter=/usr/bin/python3");
    }
    groups.lines().forEach(project::line);
    return project.write(
        "group_vars/all.yml",
        """
        cluster_name: edge
        kubernetes_repository: "file:/srv/repository/kubernetes/v{{ kubernetes_minor }}/deb"
        kubernetes_repository_suite: ./
        kubernetes_repository_trusted: true
        preflight_cgroup_v2: false
        cni_manifest: file:///srv/repository/flannel.yml
        cni_sha256: %s
        node_labels: {site: attic}
        node_taints: {edge: {value: "", effect: PreferNoSchedule}}
        """
            .formatted(Blueprint.sha256(fleet.blueprint.manifest())));
  }

  private Path directory(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Project project, String playbook, boolean ansible) {
    project.write(
        "site.yml",
        "- import_playbook: %s\n"
            .formatted(PLAYBOOKS.toAbsolutePath().normalize().resolve(playbook + ".yml")));
    Ran ran = ansible ? project.playHostsBy(ANSIBLE) : project.playHosts();
    assertThat(ran.status()).as(ran::all).isZero();
  }

  private static String look(Machine machine) {
    String address = machine.address();
    String net = address.substring(0, address.lastIndexOf('.', address.lastIndexOf('.') - 1) + 1);
    return machine.run("set -- '" + net.replace(".", "\\.") + "'\n" + LOOK).text();
  }
}
