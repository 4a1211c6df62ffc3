package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.proxmox.api.PveVersion;
import java.time.Duration;

/// A simulated cluster with a client of root's token, for one test.
final class Cluster implements AutoCloseable {

  final ProxmoxSimulator simulator;
  final ApiClient api;
  private final ApiClient anonymous;
  private final PveVersion version;

  private Cluster(ProxmoxOptions options) {
    version = options.version();
    simulator = ProxmoxSimulator.start(options);
    anonymous = ApiClient.withoutLogin(simulator);
    api = anonymous.as(simulator.addToken("root@pam", "test", false));
  }

  static Cluster single() {
    return new Cluster(ProxmoxOptions.singleNode());
  }

  static Cluster ofTwo() {
    return new Cluster(ProxmoxOptions.singleNode().withNodes("pve1", "pve2"));
  }

  static Cluster of(ProxmoxOptions options) {
    return new Cluster(options);
  }

  ApiClient anonymous() {
    return anonymous;
  }

  /// A client whose token has only what is granted to `test@pve!t`.
  ApiClient limited() {
    simulator.addUser("test@pve", "password");
    simulator.grant("/", "test@pve", Privileges.of(version).toArray(String[]::new));
    return anonymous.as(simulator.addToken("test@pve", "t", true));
  }

  /// Makes a machine through the API.
  void create(int vmid, String... parameters) {
    String[] all = new String[parameters.length + 2];
    all[0] = "vmid";
    all[1] = "" + vmid;
    System.arraycopy(parameters, 0, all, 2, parameters.length);
    api.done(api.post("/nodes/pve1/qemu", all));
  }

  /// Makes a machine and starts it.
  void createRunning(int vmid, String... parameters) {
    create(vmid, parameters);
    api.done(api.post(vm(vmid) + "/status/start"));
  }

  static String vm(int vmid) {
    return "/nodes/pve1/qemu/" + vmid;
  }

  void pass(Duration time) {
    simulator.clock().sleep(time);
  }

  VmState state(int vmid) {
    return simulator.vm(vmid).orElseThrow();
  }

  @Override
  public void close() {
    anonymous.close();
    simulator.close();
    assertThat(simulator.failures()).as("failures inside the simulator").isEmpty();
  }
}
