package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.holdfast.client.http.Secret;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The errors that a cluster gives in each observed situation, as the client sees them.
class SimulatedErrorsTest {

  @ParameterizedTest
  @MethodSource("situations")
  void situationHasItsError(Consumer<SimulatedCluster> situation, Code code, String text) {
    try (var cluster = new SimulatedCluster()) {
      cluster.create(101, "one");
      var failure = catchThrowableOfType(ProxmoxException.class, () -> situation.accept(cluster));

      assertThat(failure).isNotNull();
      assertThat(failure instanceof TaskFailedException task ? task.reason() : failure.code())
          .isEqualTo(code);
      assertThat(failure.getMessage()).containsIgnoringCase(text);
    }
  }

  static Stream<Arguments> situations() {
    return Stream.of(
        situation(
            "unknown token",
            c -> c.client(token("root@pam!gone=x")).version(),
            Code.AUTHENTICATION,
            "does not accept"),
        situation(
            "wrong password",
            c -> c.client(SimulatedCluster.login("root@pam", "wrong")).version(),
            Code.AUTHENTICATION,
            "401"),
        situation(
            "missing privilege",
            c ->
                c.client(c.token("few", "/vms", "VM.Audit", "VM.Config.Memory"))
                    .vm(Clients.PVE1, new VmId(101))
                    .updateNow(set("cores", "2")),
            Code.PERMISSION,
            "VM.Config.CPU on /vms/101"),
        situation(
            "root-only option with a token",
            c -> c.vm(101).updateNow(set("args", "-S")),
            Code.ROOT_ONLY,
            "root@pam"),
        situation("unknown machine", c -> c.vm(999).config(), Code.NOT_FOUND, "999.conf"),
        situation(
            "machine on another node",
            c -> c.client.vm(new NodeName("pve2"), new VmId(101)).config(),
            Code.NOT_FOUND,
            "101.conf"),
        situation(
            "unknown storage",
            c -> c.client.node(Clients.PVE1).storage("nope").content("images"),
            Code.NOT_FOUND,
            "storage"),
        situation(
            "unknown node",
            c -> c.client.node(new NodeName("nowhere")).qemu().list(),
            Code.NOT_FOUND,
            "nowhere"),
        situation("unknown pool", c -> c.client.pools().get("x"), Code.NOT_FOUND, "'x'"),
        situation(
            "unknown task",
            c -> c.client.tasks().status(Upid.parse(Clients.UPID)),
            Code.NOT_FOUND,
            "task"),
        situation(
            "pool exists",
            c -> {
              c.client.pools().create("pp", Optional.empty());
              c.client.pools().create("pp", Optional.empty());
            },
            Code.ALREADY_EXISTS,
            "already exists"),
        situation("id taken", c -> c.create(101, "two"), Code.ALREADY_EXISTS, "already exists"),
        situation(
            "stale digest",
            c ->
                c.vm(101)
                    .updateNow(
                        new VmUpdate(
                            Params.of("cores", "2"),
                            List.of(),
                            Optional.of("0123456789012345678901234567890123456789"))),
            Code.DIGEST_CONFLICT,
            "checksum mismatch"),
        situation(
            "lock attribute",
            c -> {
              c.simulator.lab().setConfig(101, "lock", "backup");
              c.vm(101).updateNow(set("cores", "2"));
            },
            Code.LOCKED,
            "backup"),
        situation(
            "busy lock",
            c -> {
              c.simulator.lab().holdLock(101, Duration.ofHours(1));
              c.vm(101).updateNow(set("cores", "2"));
            },
            Code.LOCK_TIMEOUT,
            "got timeout"),
        situation(
            "no quorum",
            c -> {
              c.simulator.lab().quorum(false);
              c.create(102, "two");
            },
            Code.NO_QUORUM,
            "quorum"),
        situation(
            "config without quorum",
            c -> {
              c.simulator.lab().quorum(false);
              c.vm(101).updateNow(set("cores", "2"));
            },
            Code.NO_QUORUM,
            "/etc/pve"),
        situation(
            "wrong parameter",
            c -> c.vm(101).updateNow(set("cores", "many")),
            Code.PARAMETERS,
            "cores"),
        situation(
            "unknown parameter",
            c -> c.vm(101).updateNow(set("colour", "red")),
            Code.PARAMETERS,
            "colour"),
        situation(
            "node down",
            c -> {
              c.simulator.lab().node("pve2", false);
              c.client.node(new NodeName("pve2")).qemu().list();
            },
            Code.NODE_DOWN,
            "pve2"));
  }

  private static VmUpdate set(String key, String value) {
    return new VmUpdate(Params.of(key, value), List.of(), Optional.empty());
  }

  private static Credentials token(String text) {
    return Credentials.ApiToken.parse(Secret.of(text));
  }

  private static Arguments situation(
      String name, Consumer<SimulatedCluster> situation, Code code, String text) {
    return argumentSet(name, situation, code, text);
  }
}
