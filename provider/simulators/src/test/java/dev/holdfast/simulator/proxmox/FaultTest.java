package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each fault does, and that it is over afterwards.
class FaultTest {

  private static final String CONFIG = "/nodes/{node}/qemu/{vmid}/config";

  static List<Fault.Kind> kinds() {
    return Fault.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFaultMeetsOneRequestWhoseWorkIsDoneOrNot(Fault.Kind kind) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cores", "1");
      cluster.simulator.faults().add(Fault.once("PUT", CONFIG, kind));
      assertThat(statusOf(cluster)).isEqualTo(expectedStatus(kind));
      assertThat(cluster.state(100).config()).containsEntry("cores", isDone(kind) ? "2" : "1");
      assertThat(cluster.simulator.faults().remaining()).isZero();
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "cores", "3").status())
          .isEqualTo(200);
    }
  }

  private static int statusOf(Cluster cluster) {
    try {
      return cluster.api.put(Cluster.vm(100) + "/config", "cores", "2").status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private static int expectedStatus(Fault.Kind kind) {
    return switch (kind) {
      case Fault.Kind.LockTimeout(), Fault.Kind.TaskFailure _ -> 500;
      case Fault.Kind.ServerError(int status, _) -> status;
      case Fault.Kind.NoRoute() -> 595;
      case Fault.Kind.BrokenPipe() -> 596;
      case Fault.Kind.CutBefore(), Fault.Kind.LostAnswer() -> 0;
      case Fault.Kind.ExpiredTicket() -> 401;
      case Fault.Kind.Slow _, Fault.Kind.HookBefore _, Fault.Kind.HookAfter _ -> 200;
    };
  }

  private static boolean isDone(Fault.Kind kind) {
    return switch (kind) {
      case Fault.Kind.BrokenPipe(),
          Fault.Kind.Slow _,
          Fault.Kind.LostAnswer(),
          Fault.Kind.HookBefore _,
          Fault.Kind.HookAfter _ ->
          true;
      case Fault.Kind.LockTimeout(),
          Fault.Kind.TaskFailure _,
          Fault.Kind.ServerError _,
          Fault.Kind.NoRoute(),
          Fault.Kind.CutBefore(),
          Fault.Kind.ExpiredTicket() ->
          false;
    };
  }

  @Test
  void anExpiredTicketMustBeRenewed() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient root = cluster.anonymous().asRoot();
      cluster.simulator.faults().add(Fault.once("GET", "/version", new Fault.Kind.ExpiredTicket()));
      assertThat(root.get("/version").status()).isEqualTo(401);
      assertThat(root.get("/version").status()).isEqualTo(401);
      assertThat(cluster.anonymous().asRoot().get("/version").status()).isEqualTo(200);
    }
  }

  @Test
  void aFailedCreateTaskRemovesWhatItReserved() {
    try (Cluster cluster = Cluster.single()) {
      cluster
          .simulator
          .faults()
          .add(Fault.once("POST", "/nodes/{node}/qemu", new Fault.Kind.TaskFailure("no luck")));
      ApiClient.Answer answer = cluster.api.post("/nodes/pve1/qemu", "vmid", "100");
      assertThat(cluster.simulator.vm(100)).isPresent();
      assertThat(cluster.api.exit(answer)).isEqualTo("no luck");
      assertThat(cluster.simulator.vm(100)).isEmpty();
    }
  }

  @Test
  void aHookRunsAtItsMoment() {
    try (Cluster cluster = Cluster.single()) {
      AtomicInteger existing = new AtomicInteger(-1);
      cluster
          .simulator
          .faults()
          .add(
              Fault.once(
                  "POST",
                  "/nodes/{node}/qemu",
                  new Fault.Kind.HookAfter(() -> existing.set(cluster.simulator.vms().size()))));
      cluster.create(100);
      assertThat(existing).hasValue(1);
    }
  }

  @Test
  void secretsAreMaskedInTheRecord() {
    try (Cluster cluster = Cluster.single()) {
      cluster.anonymous().asRoot();
      assertThat(cluster.simulator.requests().getLast().parameters())
          .containsEntry("password", List.of("(secret)"));
      assertThat(cluster.simulator.requestCounts()).containsEntry("POST /access/ticket", 1);
    }
  }

  @Test
  void theEndpointOfADeadNodeAnswersNothing() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.simulator.lab().node("pve2", false);
      assertThatThrownBy(() -> cluster.api.at("pve2").get("/version"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(cluster.api.at("pve1").get("/version").status()).isEqualTo(200);
    }
  }
}
