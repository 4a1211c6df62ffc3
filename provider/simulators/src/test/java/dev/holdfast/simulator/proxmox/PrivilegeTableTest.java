package dev.holdfast.simulator.proxmox;

import static dev.holdfast.simulator.proxmox.GrantedOperation.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of section 5 of what was observed: for every operation the grants it needs, no less.
class PrivilegeTableTest {

  private static final String TOKEN = "test@pve!t";
  private static final String VM = "/vms/100 ";
  private static final String STORE = "/storage/local ";
  private static final String BRIDGE = "/sdn/zones/localnetwork/vmbr0 SDN.Use";
  private static final String CONFIG = Cluster.vm(100) + "/config";

  private static GrantedOperation set(String key, String value, String... grants) {
    return row("set " + key, c -> c.create(100), api -> api.put(CONFIG, key, value), grants);
  }

  private static void nothing(Cluster cluster) {
    assertThat(cluster.simulator.vms()).isEmpty();
  }

  private static void withDisk(Cluster cluster) {
    cluster.create(100, "scsi0", "local:1");
  }

  private static void withIso(Cluster cluster) {
    cluster.create(100);
    cluster.simulator.lab().addFile("pve1", "local", "iso/a.iso", "1G");
  }

  private static void withAgent(Cluster cluster) {
    cluster.createRunning(100, "agent", "1");
    cluster.simulator.lab().guest(100, g -> g.running(Map.of("/bin/true", "")));
    cluster.pass(Duration.ofMinutes(1));
  }

  private static void template(Cluster cluster) {
    cluster.create(100, "scsi0", "local:1", "net0", "virtio,bridge=vmbr0");
    cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
  }

  static Stream<GrantedOperation> reading() {
    return Stream.of(
        row("version", c -> c.create(100), api -> api.get("/version")),
        row("next id", c -> c.create(100), api -> api.get("/cluster/nextid")),
        row("own machines", c -> c.create(100), api -> api.get("/nodes/pve1/qemu")),
        row("resources", c -> c.create(100), api -> api.get("/cluster/resources")),
        row(
            "status of a storage",
            PrivilegeTableTest::nothing,
            api -> api.get("/nodes/pve1/storage/local/status"),
            STORE + "Datastore.Audit"),
        row(
            "status of a storage",
            PrivilegeTableTest::nothing,
            api -> api.get("/nodes/pve1/storage/local/status"),
            STORE + "Datastore.AllocateSpace"),
        row(
            "content of a storage",
            PrivilegeTableTest::nothing,
            api -> api.get("/nodes/pve1/storage/local/content"),
            STORE + "Datastore.Audit"),
        row(
            "content of a storage",
            PrivilegeTableTest::nothing,
            api -> api.get("/nodes/pve1/storage/local/content"),
            STORE + "Datastore.AllocateSpace"));
  }

  static Stream<GrantedOperation> files() {
    return Stream.of(
        row(
            "upload",
            PrivilegeTableTest::nothing,
            api -> StorageAndAgentBehaviourTest.upload(api, "iso", "", "a.iso"),
            STORE + "Datastore.AllocateTemplate"),
        row(
            "download",
            PrivilegeTableTest::nothing,
            api ->
                api.post(
                    "/nodes/pve1/storage/local/download-url",
                    "content",
                    "iso",
                    "filename",
                    "a.iso",
                    "url",
                    "https://x.example/a.iso"),
            STORE + "Datastore.AllocateTemplate",
            "/nodes/pve1 Sys.AccessNetwork"),
        row(
            "delete an ISO",
            PrivilegeTableTest::withIso,
            api -> api.delete("/nodes/pve1/storage/local/content/local:iso/a.iso"),
            STORE + "Datastore.Allocate"));
  }

  static Stream<GrantedOperation> making() {
    String[] order = {
      "vmid",
      "100",
      "memory",
      "1024",
      "name",
      "web",
      "cores",
      "2",
      "machine",
      "q35",
      "bios",
      "ovmf",
      "scsi0",
      "local:0,import-from=local:import/a.qcow2",
      "efidisk0",
      "local:1",
      "ide2",
      "local:cloudinit",
      "net0",
      "virtio,bridge=vmbr0"
    };
    return Stream.of(
        row(
            "create",
            PrivilegeTableTest::nothing,
            api -> api.post("/nodes/pve1/qemu", "vmid", "100", "memory", "256"),
            VM + "VM.Allocate",
            VM + "VM.Config.Memory"),
        row(
            "create in a pool",
            c -> c.api.post("/pools", "poolid", "p1"),
            api -> api.post("/nodes/pve1/qemu", "vmid", "100", "memory", "256", "pool", "p1"),
            "/pool/p1 VM.Allocate",
            "/pool/p1 VM.Config.Memory"),
        row(
            "create with everything",
            c -> c.simulator.lab().addFile("pve1", "local", "import/a.qcow2", "1G"),
            api -> api.post("/nodes/pve1/qemu", order),
            VM + "VM.Allocate",
            VM + "VM.Config.Options",
            VM + "VM.Config.Network",
            VM + "VM.Config.CPU",
            VM + "VM.Config.HWType",
            VM + "VM.Config.Memory",
            STORE + "Datastore.AllocateSpace",
            BRIDGE));
  }

  static Stream<GrantedOperation> copying() {
    return Stream.of("0", "1")
        .flatMap(full ->
            Stream.of("/vms/101", "/pool/p1")
                .map(target ->
                    row(
                        "clone with full=" + full,
                        c -> {
                          template(c);
                          c.api.post("/pools", "poolid", "p1");
                        },
                        api -> {
                          List<String> order = new ArrayList<>(List.of("newid", "101"));
                          order.addAll(List.of("full", full));
                          if (target.startsWith("/pool")) {
                            order.addAll(List.of("pool", "p1"));
                          }
                          return api.post(Cluster.vm(100) + "/clone", order.toArray(String[]::new));
                        },
                        VM + "VM.Clone",
                        target + " VM.Allocate",
                        STORE + "Datastore.AllocateSpace",
                        BRIDGE)));
  }

  static Stream<GrantedOperation> disks() {
    return Stream.of(
        row(
            "resize",
            PrivilegeTableTest::withDisk,
            api -> api.put(Cluster.vm(100) + "/resize", "disk", "scsi0", "size", "+1G"),
            VM + "VM.Config.Disk",
            STORE + "Datastore.AllocateSpace"),
        row(
            "move",
            PrivilegeTableTest::withDisk,
            api ->
                api.post(Cluster.vm(100) + "/move_disk", "disk", "scsi0", "storage", "local-lvm"),
            VM + "VM.Config.Disk",
            "/storage/local-lvm Datastore.AllocateSpace"),
        row(
            "import the disk of a machine",
            c -> {
              withDisk(c);
              c.create(101);
            },
            api ->
                api.put(
                    Cluster.vm(101) + "/config",
                    "scsi0",
                    "local:0,import-from=local:100/vm-100-disk-0.raw"),
            VM + "VM.Clone",
            "/vms/101 VM.Config.Disk",
            STORE + "Datastore.AllocateSpace"),
        row(
            "clone to another storage",
            PrivilegeTableTest::withDisk,
            api ->
                api.post(
                    Cluster.vm(100) + "/clone",
                    "newid",
                    "101",
                    "full",
                    "1",
                    "storage",
                    "local-lvm"),
            VM + "VM.Clone",
            "/vms/101 VM.Allocate",
            "/storage/local-lvm Datastore.AllocateSpace"),
        attach("Datastore.Audit"),
        attach("Datastore.AllocateSpace"));
  }

  private static GrantedOperation attach(String privilege) {
    return row(
        "attach an ISO",
        PrivilegeTableTest::withIso,
        api -> api.put(CONFIG, "ide2", "local:iso/a.iso,media=cdrom"),
        VM + "VM.Config.CDROM",
        STORE + privilege);
  }

  static Stream<GrantedOperation> options() {
    Map<String, String> cloudInit =
        Map.of(
            "ipconfig0", "ip=dhcp",
            "ciuser", "root",
            "cicustom", "user=local:snippets/a.yaml",
            "nameserver", "192.0.2.1");
    Map<String, String> options =
        Map.of(
            "name", "web",
            "tags", "x",
            "onboot", "1",
            "agent", "1",
            "bios", "ovmf",
            "protection", "1");
    Map<String, String> hardware =
        Map.of("serial0", "socket", "vga", "std", "machine", "q35", "rng0", "source=/dev/urandom");
    return Stream.of(
            Stream.of("VM.Config.Cloudinit", "VM.Config.Network")
                .flatMap(p -> cloudInit.entrySet().stream().map(e -> of(e, p))),
            options.entrySet().stream().map(e -> of(e, "VM.Config.Options")),
            hardware.entrySet().stream().map(e -> of(e, "VM.Config.HWType")),
            Stream.of(
                set("startup", "order=1", VM + "VM.Config.Options", "/ Sys.Modify"),
                set(
                    "hostpci0",
                    "mapping=gpu",
                    VM + "VM.Config.HWType",
                    "/mapping/pci/gpu Mapping.Use")))
        .flatMap(s -> s);
  }

  private static GrantedOperation of(Map.Entry<String, String> option, String privilege) {
    return set(option.getKey(), option.getValue(), VM + privilege);
  }

  private static GrantedOperation act(
      String what, Consumer<Cluster> before, String privilege, String... parameters) {
    String path = Cluster.vm(100) + what;
    return row(what, before, api -> api.post(path, parameters), VM + privilege);
  }

  static Stream<GrantedOperation> running() {
    Consumer<Cluster> stopped = c -> c.create(100);
    Consumer<Cluster> started = c -> c.createRunning(100);
    return Stream.of(
        act("/status/start", stopped, "VM.PowerMgmt"),
        act("/status/stop", started, "VM.PowerMgmt"),
        act("/template", stopped, "VM.Allocate"),
        act("/snapshot", stopped, "VM.Snapshot", "snapname", "s1"),
        act("/migrate", stopped, "VM.Migrate", "target", "pve2"),
        act("/monitor", started, "Sys.Audit", "command", "info status"),
        act("/agent/ping", PrivilegeTableTest::withAgent, "VM.GuestAgent.Audit"),
        act(
            "/agent/exec",
            PrivilegeTableTest::withAgent,
            "VM.GuestAgent.Unrestricted",
            "command",
            "/bin/true"),
        act(
            "/agent/file-write",
            PrivilegeTableTest::withAgent,
            "VM.GuestAgent.FileWrite",
            "file",
            "/tmp/a",
            "content",
            "b"),
        row(
            "sendkey",
            started,
            api -> api.put(Cluster.vm(100) + "/sendkey", "key", "ret"),
            VM + "VM.Console"),
        row("destroy", stopped, api -> api.delete(Cluster.vm(100)), VM + "VM.Allocate"));
  }

  static Stream<GrantedOperation> cluster() {
    return Stream.of(
        row(
            "firewall options",
            c -> c.create(100),
            api -> api.put(Cluster.vm(100) + "/firewall/options", "enable", "1"),
            VM + "VM.Config.Network"),
        row(
            "firewall rules",
            c -> c.create(100),
            api -> api.post(Cluster.vm(100) + "/firewall/rules", "type", "in", "action", "ACCEPT"),
            VM + "VM.Config.Network"),
        row(
            "high availability",
            c -> c.create(100),
            api -> api.post("/cluster/ha/resources", "sid", "vm:100"),
            "/ Sys.Console"),
        row(
            "pool",
            PrivilegeTableTest::nothing,
            api -> api.post("/pools", "poolid", "p1"),
            "/pool/p1 Pool.Allocate"),
        share("VM.Allocate"),
        share("Permissions.Modify"),
        row(
            "user",
            PrivilegeTableTest::nothing,
            api -> api.post("/access/users", "userid", "eve@pve"),
            "/access/realm/pve Realm.AllocateUser",
            "/access/groups User.Modify"),
        row(
            "storage",
            PrivilegeTableTest::nothing,
            api -> api.post("/storage", "storage", "more", "type", "dir", "path", "/srv/more"),
            "/storage Datastore.Allocate"));
  }

  private static GrantedOperation share(String privilege) {
    return row(
        "share a machine",
        c -> c.create(100),
        api -> api.put("/access/acl", "path", "/vms/100", "users", "test@pve", "roles", "NoAccess"),
        VM + privilege);
  }

  @ParameterizedTest
  @MethodSource({"reading", "files", "making", "copying", "disks", "options", "running", "cluster"})
  void anOperationNeedsExactlyItsGrants(GrantedOperation row) {
    try (Cluster cluster = Cluster.ofTwo()) {
      row.check(cluster);
    }
  }

  @ParameterizedTest
  @MethodSource("privileges")
  void aConfigurationIsChangedByNobodyWithoutAnyOfItsPrivileges(String other) {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100);
      cluster.simulator.grant("/vms/100", TOKEN, other);
      assertThat(limited.put(CONFIG, "name", "x").status()).isEqualTo(403);
    }
  }

  static Stream<String> privileges() {
    return Stream.of("VM.Allocate", "VM.Audit", "VM.PowerMgmt", "VM.Clone", "VM.Console");
  }
}
