package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.simulator.proxmox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The life of machines, against the stateful simulator.
class SimulatedClusterTest {
  private final SimulatedCluster cluster = new SimulatedCluster();
  private final ProxmoxClient client = cluster.client;

  @AfterEach
  void stop() {
    assertThat(cluster.simulator.failures()).isEmpty();
    cluster.close();
  }

  @Test
  void versionNodesAndPrivilegesAreRead() {
    assertThat(client.version().atLeast(8, 0)).isTrue();
    assertThat(client.nodes().list())
        .extracting(NodeSummary::name)
        .containsExactlyInAnyOrder(new NodeName("pve1"), new NodeName("pve2"));
    assertThat(client.permissions().has("/vms/100", "VM.Allocate")).isTrue();
    assertThat(client.node(Clients.PVE1).storages())
        .extracting(StorageStatus::name)
        .contains("local", "shared");
  }

  @Test
  void machineIsCreatedChangedStartedAndDestroyed() {
    cluster.create(101, "one");
    VmApi vm = cluster.vm(101);
    VmConfig config = vm.config();
    assertThat(config.value("name")).contains("one");

    cluster.done(
        vm.update(
            new VmUpdate(
                Params.of("tags", "b;a").with("cores", 2),
                List.of(),
                Optional.of(config.digest()))));
    assertThat(vm.config().value("tags")).contains("a;b");

    cluster.done(vm.start());
    assertThat(vm.status().power()).isEqualTo(PowerState.RUNNING);
    cluster.done(vm.stop(false));
    assertThat(vm.status().power()).isEqualTo(PowerState.STOPPED);

    cluster.done(vm.delete(true, true));
    assertThat(cluster.simulator.vm(101)).isEmpty();
    assertThat(client.view().find(new VmId(101))).isEmpty();
  }

  @Test
  void changeOfARunningMachineIsPendingUntilItStops() {
    cluster.create(101, "one");
    VmApi vm = cluster.vm(101);
    cluster.done(vm.start());
    cluster.done(vm.update(new VmUpdate(Params.of("cores", "4"), List.of(), Optional.empty())));

    assertThat(vm.pending().stream().filter(PendingChange::waits))
        .singleElement()
        .satisfies(change -> assertThat(change.pending()).contains("4"));
    assertThat(vm.config().value("cores")).contains("4");
    assertThat(vm.currentConfig().value("cores")).isNotEqualTo(Optional.of("4"));

    vm.revert(List.of("cores"));
    assertThat(vm.pending()).noneMatch(PendingChange::waits);
  }

  @Test
  void templateIsClonedLinkedAndFull() {
    cluster.simulator.lab().addTemplate("pve1", 9000, "base", "local", "4G");
    VmApi template = cluster.vm(9000);
    cluster.done(template.cloneTo(new VmId(201), Params.of("name", "linked")));
    cluster.done(template.cloneTo(new VmId(202), Params.of("name", "full").with("full", true)));

    assertThat(cluster.vm(201).config().value("name")).contains("linked");
    cluster.vm(202).resize("scsi0", "8G", Optional.empty()).ifPresent(cluster::done);
    assertThat(cluster.vm(202).config().value("scsi0").orElseThrow()).contains("size=8G");
  }

  @Test
  void snapshotsAndPoolsAreKept() {
    cluster.create(101, "one");
    cluster.done(cluster.vm(101).snapshots().create("before", Params.none()));
    assertThat(cluster.vm(101).snapshots().list())
        .extracting(Snapshot::name)
        .containsExactly("before");
    cluster.done(cluster.vm(101).snapshots().delete("before"));

    client.pools().create("team", Optional.of("ours"));
    client.pools().add("team", List.of(new VmId(101)), false);
    assertThat(client.pools().get("team").vms()).containsExactly(new VmId(101));
    client.pools().remove("team", List.of(new VmId(101)));
    client.pools().delete("team");
    assertThatThrownBy(() -> client.pools().get("team"))
        .isInstanceOfSatisfying(
            ProxmoxException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
  }

  @Test
  void createWhoseAnswerIsLostIsResolvedToOneMachine() {
    cluster
        .simulator
        .faults()
        .add(Fault.once("POST", "/nodes/{node}/qemu", new Fault.Kind.LostAnswer()));
    VmId id = new VmId(101);

    client.resolve(
        () -> {
          cluster.create(101, "one");
          return id;
        },
        () -> {
          boolean busy = !client.tasks().running(Clients.PVE1, id).isEmpty();
          if (busy) {
            return new Finding.Unclear<>("a task of the machine runs");
          }
          return client.view().find(id).isPresent()
              ? new Finding.Done<>(id)
              : new Finding.NotDone<>();
        });

    assertThat(cluster.simulator.vms()).hasSize(1);
    assertThat(cluster.simulator.requestCounts()).containsEntry("POST /nodes/{node}/qemu", 1);
  }

  @Test
  void busyLockIsTriedAgain() {
    cluster.create(101, "one");
    cluster
        .simulator
        .faults()
        .add(Fault.once("PUT", "/nodes/{node}/qemu/{vmid}/config", new Fault.Kind.LockTimeout()));
    cluster.vm(101).updateNow(new VmUpdate(Params.of("cores", "2"), List.of(), Optional.empty()));

    assertThat(cluster.vm(101).config().value("cores")).contains("2");
  }

  @Test
  void taskThatFailsGivesItsLog() {
    cluster.create(101, "one");
    cluster.done(cluster.vm(101).start());

    assertThatThrownBy(() -> cluster.done(cluster.vm(101).start()))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("already running");
  }

  @Test
  void expiredTicketIsReplacedWithoutTheCallerNoticing() {
    try (var login = cluster.client(SimulatedCluster.login("root@pam", "secret"))) {
      login.version();
      cluster.simulator.faults().add(Fault.once("POST", "/pools", new Fault.Kind.ExpiredTicket()));
      login.pools().create("p", Optional.empty());
      assertThat(login.pools().list()).containsExactly("p");
    }
  }

  @Test
  void nodeThatIsDownIsPassedOver() {
    cluster.simulator.lab().node("pve2", false);
    assertThatThrownBy(() -> client.node(new NodeName("pve2")).qemu().list())
        .isInstanceOfSatisfying(
            ProxmoxException.class, e -> assertThat(e.code()).isEqualTo(Code.NODE_DOWN));
    assertThat(client.node(Clients.PVE1).qemu().list()).isEmpty();
  }

  @Test
  void manyTasksAreAwaitedTogether() {
    List<Upid> tasks =
        java.util.stream.IntStream.range(101, 111)
            .mapToObj(id ->
                client.node(Clients.PVE1).qemu().create(new VmId(id), Params.of("name", "vm" + id)))
            .toList();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      tasks.forEach(upid -> threads.execute(() -> cluster.done(upid)));
    }
    assertThat(cluster.simulator.runningTasks()).isEmpty();
    assertThat(client.node(Clients.PVE1).qemu().list()).hasSize(10);
  }

  @Test
  void agentTellsAddresses() {
    cluster.simulator.lab().addTemplate("pve1", 9000, "base", "local", "4G");
    cluster.done(cluster.vm(9000).cloneTo(new VmId(101), Params.of("name", "one")));
    cluster.done(
        cluster.vm(101).update(new VmUpdate(Params.of("agent", "1"), List.of(), Optional.empty())));
    cluster.done(cluster.vm(101).start());
    assertThat(cluster.vm(101).agent().answers()).isFalse();

    cluster.simulator.clock().sleep(Duration.ofMinutes(1));
    assertThat(cluster.vm(101).agent().networkInterfaces())
        .extracting(AgentInterface::name)
        .contains("lo");
  }
}
