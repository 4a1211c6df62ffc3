package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
  private final SimulatedPacer pacer = new SimulatedPacer();
  private Runnable beforeListing = () -> {};
  private final ScriptedServer server =
      new ScriptedServer(got -> {
        if (got.path().equals("/cluster/resources")) {
          beforeListing.run();
          return Act.data(
              """
              [{"vmid":101,"node":"pve1","type":"qemu","name":"a","status":"unknown"},
               {"vmid":102,"node":"pve2","type":"lxc","name":"b","status":"running"},
               {"vmid":103,"node":"pve2","type":"qemu","name":"a","template":1,"pool":"p"}]\
              """);
        }
        return Act.data(
            """
            [{"vmid":"101","name":"a","status":"running","uptime":5,"tags":"x;y"},
             {"name":"no id"}]\
            """);
      });
  private final ProxmoxClient client = Clients.of(pacer, server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void listingHasMachinesOnlyAndIsReadLeniently() {
    assertThat(client.view().vms()).extracting(ClusterVm::id).containsExactly(id(101), id(103));
    assertThat(client.view().vms()).extracting(ClusterVm::name).containsOnly(Optional.of("a"));
    assertThat(client.view().find(id(103)).orElseThrow().template()).isTrue();
    assertThat(client.view().find(id(101)).orElseThrow().power()).isEqualTo(PowerState.UNKNOWN);
  }

  @Test
  void manyReadersCostOneListingAndOneLiveStatusPerNode() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.execute(() -> {
          client.view().find(id(101));
          client.view().live(Clients.PVE1);
        });
      }
    }
    assertThat(server.got()).hasSize(2);
    assertThat(client.view().live(Clients.PVE1).get(id(101)))
        .isEqualTo(
            new VmStatus(
                id(101),
                "a",
                PowerState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of("x;y"),
                Duration.ofSeconds(5),
                Optional.empty()));
  }

  @Test
  void missingMachineIsLookedForAgainButNotByEverybody() {
    client.view().vms();
    pacer.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 20; i++) {
      assertThat(client.view().find(id(999))).isEmpty();
    }
    assertThat(server.got()).hasSize(2);
  }

  @Test
  void writeThrowsItAway() {
    client.view().vms();
    client.pools().create("p", Optional.empty());
    client.view().vms();

    assertThat(server.got()).hasSize(3);
  }

  @Test
  void listingThatWasTakenDuringAWriteIsNotKept() throws InterruptedException {
    CountDownLatch listing = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    beforeListing =
        () -> {
          listing.countDown();
          try {
            written.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Thread reader = Thread.startVirtualThread(() -> client.view().vms());
    listing.await();
    client.pools().create("p", Optional.empty());
    written.countDown();
    reader.join();
    client.view().vms();

    assertThat(server.got().stream().filter(got -> got.path().equals("/cluster/resources")))
        .hasSize(2);
  }

  private static VmId id(int number) {
    return new VmId(number);
  }
}
