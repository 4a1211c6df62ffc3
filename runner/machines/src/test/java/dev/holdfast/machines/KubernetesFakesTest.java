package dev.holdfast.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
class KubernetesFakesTest {
  private static final String FLANNEL =
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: kube-flannel
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: kube-flannel-cfg
        namespace: kube-flannel
      data:
        net-conf.json: |
          {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-flannel-ds
        namespace: kube-flannel
      spec:
        selector:
          matchLabels: {app: flannel}
        template:
          metadata:
            labels: {app: flannel}
          spec:
            tolerations:
            - operator: Exists
            containers:
            - name: kube-flannel
              image: ghcr.io/flannel-io/flannel:v0.28.0
              args: ["--ip-masq", "--iface=mesh0"]
      """;

  private static FakeCluster cluster;

  @BeforeAll
  static void build() {
    cluster = new FakeCluster();
    cluster.init().text();
    cluster.join(cluster.worker, false).text();
    cluster.join(cluster.second, true).text();
    cluster.kubectl("apply -f -", FLANNEL).text();
    cluster.kubectl("wait --for=condition=Ready node --all --timeout=30s").text();
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static void reset(Machine node) {
    node.run("kubeadm reset --force").text();
    node.run("rm -rf /run/holdfast-fakes.conf");
    cluster.kubectl("delete node --ignore-not-found " + node.name()).text();
  }

  @Test
  void theClusterStandsOnTheMesh() {
    String addresses =
        "get nodes -o jsonpath='{range .items[*]}{.metadata.name}={.status.addresses[?(@.type==\"InternalIP\")].address}{\"\\n\"}{end}'";
    assertThat(cluster.kubectl(addresses).text().lines())
        .contains("cp1=10.90.0.1", "cp2=10.90.0.2", "w1=10.90.0.3");
    assertThat(cluster.etcdctl("member list").lines())
        .anyMatch(line ->
            line.contains(", started, cp2, https://10.90.0.2:2380") && line.endsWith("false"));
    assertThat(cluster.worker.run("ip -d link show flannel.1").text())
        .contains("mtu 1370", "local 10.90.0.3 dev mesh0");
    assertThat(cluster.worker.run("ip route").text())
        .contains("10.244.0.0/24 via 10.244.0.0 dev flannel.1");
    assertThat(cluster.worker.read("/run/flannel/subnet.env")).contains("FLANNEL_MTU=1370");
    // Packets really go through the tunnel inside the tunnel.
    assertThat(cluster.worker.run("curl -s --max-time 3 http://10.244.0.1:6443/readyz").text())
        .isEqualTo("ok");
  }

  @Test
  void aJoinWithWhatIsWrongFailsAsTheRealOneDoes() {
    String pin = cluster.pin();
    String expired = cluster.token("--ttl", "1s");
    cluster.configureJoin(cluster.spare, "abcdef.0123456789abcdef", pin, false);
    assertThat(cluster.spare.run("kubeadm join --config /run/kubeadm.yaml").stderr())
        .contains(
            "could not find a JWS signature in the cluster-info ConfigMap for token ID \"abcdef\"");
    cluster.configureJoin(cluster.spare, expired, pin, false);
    assertThat(cluster.spare.run("sleep 1; kubeadm join --config /run/kubeadm.yaml").stderr())
        .contains("could not find a JWS signature");
    cluster.configureJoin(cluster.spare, cluster.token(), "00".repeat(32), false);
    assertThat(cluster.spare.run("kubeadm join --config /run/kubeadm.yaml").stderr())
        .contains("cluster CA found in cluster-info ConfigMap is invalid");
    cluster.spare.run("sed -i 's,api.test:6443,10.90.0.9:6443,' /run/kubeadm.yaml").text();
    assertThat(cluster.spare.run("kubeadm join --config /run/kubeadm.yaml").stderr())
        .containsPattern("dial tcp 10.90.0.9:6443: (i/o timeout|connect: no route to host)");
    assertThat(cluster.spare.exists("/etc/kubernetes/kubelet.conf")).isFalse();
    assertThat(cluster.kubectl("get node spare").stderr())
        .isEqualTo("Error from server (NotFound): nodes \"spare\" not found\n");
  }

  @Test
  void aKilledJoinLeavesALearnerThatResetDoesNotRemove() {
    cluster.spare.write("/run/holdfast-fakes.conf", "kill kubeadm join/etcd/added\n");
    assertThat(cluster.join(cluster.spare, true).status()).isNotZero();
    String learner = ", unstarted, , https://10.90.0.4:2380, , true";
    assertThat(cluster.etcdctl("member list")).contains(learner);
    cluster.spare.run("rm /run/holdfast-fakes.conf").text();
    assertThat(cluster.spare.run("kubeadm join --config /run/kubeadm.yaml").stderr())
        .contains(
            "[ERROR FileAvailable-etc-kubernetes-kubelet.conf]",
            "[ERROR Port-10250]: Port 10250 is in use");
    cluster.spare.run("kubeadm reset --force").text();
    assertThat(cluster.etcdctl("member list")).contains(learner);
    assertThat(cluster.kubectl("get nodes -o name").text()).contains("node/spare");
    String id =
        cluster
            .etcdctl("member list")
            .lines()
            .filter(line -> line.contains(learner))
            .toList()
            .getFirst();
    cluster.etcdctl("member remove " + id.substring(0, id.indexOf(',')));
    reset(cluster.spare);
    assertThat(cluster.join(cluster.spare, true).stderr()).isEmpty();
    assertThat(cluster.etcdctl("member list")).contains(", started, spare,").doesNotContain("true");
    cluster.spare.run("kubeadm reset --force").text();
    assertThat(cluster.etcdctl("member list")).doesNotContain("10.90.0.4");
    assertThat(cluster.kubectl("get nodes -o name").text()).contains("node/spare");
    assertThat(cluster.spare.run("ls /etc/kubernetes /etc/cni/net.d /var/log/pods").stdout())
        .contains("10-flannel.conflist", "kube-system_")
        .doesNotContain("kubelet.conf");
    reset(cluster.spare);
  }

  @Test
  void aNodeWithoutItsTunnelKeepsItsLastStateAndSaysWhy() {
    Machine worker = cluster.worker;
    worker.run("systemctl stop kubelet; ip link delete mesh0; systemctl start kubelet").text();
    String log =
        "timeout 10 sh -c 'until journalctl -u kubelet | grep -q \"$1\"; do sleep 0.2; done' sh ";
    assertThat(worker.run(log + "'failed to validate nodeIP'").status()).isZero();
    assertThat(worker.run("ip link show flannel.1").status()).isNotZero();
    List<String> keys =
        cluster.nodes().stream()
            .map(node ->
                node == worker
                    ? cluster.interfaceOf(node)
                    : node.run("wg show mesh0 public-key").text())
            .toList();
    cluster.peers(worker, keys);
    cluster.kubectl("wait --for=condition=Ready node/w1 --timeout=30s").text();
    assertThat(
            worker
                .run("timeout 10 sh -c 'until ip link show flannel.1; do sleep 0.2; done'")
                .status())
        .isZero();
  }

  @Test
  void holdsAndTheOrderOfVersionsAreKept() {
    Machine first = cluster.first;
    assertThat(first.run("apt-get -qq -y install kubeadm=1.36.4-1.1").stderr())
        .contains("Held packages were changed");
    assertThat(first.run("kubeadm upgrade apply -y v1.37.1").stderr())
        .contains("is higher than the kubeadm version \"v1.36.2\"");
    assertThat(first.run("kubeadm upgrade apply -y v1.39.0").stderr())
        .contains("kubeadm can upgrade only 1 minor version at a time");
    assertThat(cluster.worker.run("kubeadm upgrade node").status()).isZero();
    assertThat(first.run("kubeadm upgrade plan").text()).contains("Cluster version: v1.36.2");
  }

  @Test
  void kubectlRefusesWhatOthersOwnOrChanged() {
    String apply = "apply --server-side --field-manager=%s -f -";
    String json =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"owned\"},\"data\":{\"a\":\"%s\"}}";
    cluster.kubectl(apply.formatted("one"), json.formatted("1")).text();
    assertThat(cluster.kubectl(apply.formatted("two"), json.formatted("2")).stderr())
        .contains("Apply failed with 1 conflict: conflict with \"one\": .data.a");
    cluster.kubectl(apply.formatted("two") + " --force-conflicts", json.formatted("2")).text();
    String lease =
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata:
          name: lock
          namespace: kube-system
        spec:
          holderIdentity: one
        """;
    cluster.kubectl("create -f -", lease).text();
    assertThat(cluster.kubectl("create -f -", lease).stderr()).contains("(AlreadyExists)");
    String read = cluster.kubectl("get lease lock -n kube-system -o json").text();
    cluster.kubectl("replace -f -", read).text();
    cluster.kubectl("annotate lease lock -n kube-system touched=yes").text();
    assertThat(cluster.kubectl("replace -f -", read).stderr())
        .contains("(Conflict)", "the object has been modified");
    assertThat(cluster.kubectl("delete lease lock -n kube-system").text())
        .isEqualTo("lease.coordination.k8s.io \"lock\" deleted");
  }

  @Test
  void aBudgetBlocksADrain() {
    cluster
        .kubectl(
            "create -f -",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              labels: {app: web}
              ownerReferences: [{kind: ReplicaSet, apiVersion: apps/v1, name: web, uid: x}]
            spec: {nodeName: w1, containers: [{name: web, image: web}]}
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: web}
            spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
            """)
        .text();
    Ran drain = cluster.kubectl("drain w1 --ignore-daemonsets --timeout=1s");
    assertThat(drain.status()).isOne();
    assertThat(drain.stderr())
        .contains(
            "Cannot evict pod as it would violate the pod's disruption budget.",
            "global timeout reached: 1s");
    assertThat(cluster.kubectl("get node w1").text()).contains("SchedulingDisabled");
    cluster.kubectl("delete pdb web").text();
    cluster.kubectl("drain w1 --ignore-daemonsets --timeout=5s").text();
    assertThat(cluster.kubectl("get pod web").status()).isOne();
    assertThat(cluster.kubectl("uncordon w1").text()).isEqualTo("node/w1 uncordoned");
  }

  @Test
  void aCertificateIsGoodForItsNamesAndItsTimeAlone() {
    assertThat(cluster.first.run("kubectl --server https://127.0.0.1:6443 get nodes").stderr())
        .contains("x509: certificate is valid for", "not 127.0.0.1");
    cluster.spare.run("mkdir -p /root/.kube").text();
    cluster.spare.write("/root/.kube/config", cluster.first.read("/etc/kubernetes/admin.conf"));
    cluster.spare.run("kubectl get nodes").text();
    cluster.spare.skew(Duration.ofDays(400));
    assertThat(cluster.spare.run("kubectl get nodes").stderr())
        .contains("x509: certificate has expired or is not yet valid");
    cluster.spare.skew(Duration.ZERO);
    cluster.spare.run("kubectl get nodes; rm -r /root/.kube").text();
  }

  @Test
  void callsAreRecordedWithoutSecrets() {
    String record = cluster.worker.read("/var/log/holdfast-fakes.jsonl");
    assertThat(record).contains("\"join\"", "apiServerEndpoint: api.test:6443", "token: ***");
    assertThat(cluster.second.read("/var/log/holdfast-fakes.jsonl"))
        .doesNotContain(FakeCluster.KEY);
    assertThat(cluster.kubectl("logs x").stderr())
        .isEqualTo("error: unknown command \"logs\" for \"kubectl\"\n");
    assertThat(cluster.first.run("kubeadm alpha x").status()).isNotZero();
  }
}
