package dev.holdfast.machines;

import java.util.List;

/// A cluster of the fakes over a WireGuard mesh: two control planes in the open, a worker behind
/// address translation, and a machine that has not joined yet.
final class FakeCluster implements AutoCloseable {
  static final String KEY = "ab".repeat(32);
  private static final String PATIENCE =
      """
      timeouts:
        controlPlaneComponentHealthCheck: 20s
        kubeletHealthCheck: 20s
        kubernetesAPICall: 20s
        etcdAPICall: 30s
        tlsBootstrap: 20s
        discovery: 1s
      """;

  final Network network = Network.open();
  final Site cloud = network.site("cloud");
  final Site home = network.hidden("home");
  final Machine jump;
  final Machine first;
  final Machine second;
  final Machine worker;
  final Machine spare;

  FakeCluster() {
    network.offerFakes();
    List<Machine> all =
        network.start(
            List.of(
                Placement.of("jump", cloud).and(home),
                Placement.of("cp1", cloud),
                Placement.of("cp2", cloud),
                Placement.of("w1", home),
                Placement.of("spare", cloud)));
    jump = all.get(0);
    first = all.get(1);
    second = all.get(2);
    worker = all.get(3);
    spare = all.get(4);
    nodes().parallelStream().forEach(this::install);
    mesh();
  }

  List<Machine> nodes() {
    return List.of(first, second, worker, spare);
  }

  static String mesh(int number) {
    return "10.90.0." + number;
  }

  /// The address of a node in the mesh.
  String mesh(Machine node) {
    return mesh(nodes().indexOf(node) + 1);
  }

  private void install(Machine node) {
    node.run(
            """
            printf 'deb [trusted=yes] file:/srv/repository/%s ./\\n' kubernetes/v1.36/deb debian netmaker \\
              > /etc/apt/sources.list
            echo '10.90.0.1 api.test' >> /etc/hosts
            apt-get -qq update
            apt-get -qq -y install kubeadm=1.36.2-1.1 kubelet=1.36.2-1.1 kubectl=1.36.2-1.1 containerd=2.1.9~ds1-1
            apt-mark -q hold kubeadm kubelet kubectl
            sed -i 's,/usr/lib/cni,/opt/cni/bin,' /etc/containerd/config.toml
            systemctl restart containerd
            sysctl -q -w net.ipv4.ip_forward=1
            """)
        .text();
  }

  /// Every node a peer of every other; who is hidden keeps the way open.
  private void mesh() {
    List<String> keys = nodes().parallelStream().map(this::interfaceOf).toList();
    nodes().parallelStream().forEach(node -> peers(node, keys));
  }

  String interfaceOf(Machine node) {
    return node.run(
            """
            wireguard-go mesh0 2>/dev/null
            umask 077
            [ -s /etc/mesh.key ] || wg genkey > /etc/mesh.key
            wg set mesh0 private-key /etc/mesh.key listen-port 51820
            ip address add %s/24 dev mesh0
            ip link set mesh0 mtu 1420 up
            wg show mesh0 public-key
            """
                .formatted(mesh(node)))
        .text();
  }

  void peers(Machine node, List<String> keys) {
    var script = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      Machine peer = nodes().get(i);
      if (peer != node) {
        script.append(
            "wg set mesh0 peer %s allowed-ips %s/32 persistent-keepalive 1"
                .formatted(keys.get(i), mesh(peer)));
        script.append(peer == worker ? "\n" : " endpoint %s:51820\n".formatted(peer.address()));
      }
    }
    node.run(script.toString()).text();
  }

  String registration(Machine node) {
    return PATIENCE
        + "nodeRegistration:\n  kubeletExtraArgs:\n  - name: node-ip\n    value: "
        + mesh(node)
        + "\n";
  }

  Ran init() {
    first.write(
        "/run/kubeadm.yaml",
        """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        certificateKey: %s
        localAPIEndpoint: {advertiseAddress: 10.90.0.1}
        %s---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.2
        controlPlaneEndpoint: api.test:6443
        networking:
          podSubnet: 10.244.0.0/16
        """
            .formatted(KEY, registration(first)));
    return first.run("kubeadm init --config /run/kubeadm.yaml --upload-certs");
  }

  String token(String... options) {
    return first.run("kubeadm token create " + String.join(" ", options)).text();
  }

  String pin() {
    return first
        .run(
            "openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der"
                + " | sha256sum | cut -d ' ' -f 1")
        .text();
  }

  void configureJoin(Machine node, String token, String pin, boolean leads) {
    String text =
        """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: JoinConfiguration
        discovery:
          bootstrapToken:
            apiServerEndpoint: api.test:6443
            token: %s
            caCertHashes: ["sha256:%s"]
        %s\
        """
            .formatted(token, pin, registration(node));
    String plane =
        "controlPlane:\n  certificateKey: %s\n  localAPIEndpoint: {advertiseAddress: %s}\n"
            .formatted(KEY, mesh(node));
    node.write("/run/kubeadm.yaml", leads ? text + plane : text);
  }

  Ran join(Machine node, boolean leads) {
    configureJoin(node, token("--ttl", "15m"), pin(), leads);
    return node.run("kubeadm join --config /run/kubeadm.yaml");
  }

  /// What etcd on the first control plane says.
  String etcdctl(String command) {
    return first.run("crictl exec $(crictl ps --name etcd -q) etcdctl " + command).text();
  }

  Ran kubectl(String command) {
    return first.run("kubectl " + command);
  }

  Ran kubectl(String command, String input) {
    return first.run("kubectl " + command, input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    network.close();
  }
}
