package dev.holdfast.resources.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.TlsTrust;
import dev.holdfast.client.proxmox.Credentials;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxConfig;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VmIdsTest {

  private record SimulatedTime(SimulatorClock clock) implements Pacer {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      clock.sleep(duration);
    }
  }

  private final ProxmoxSimulator simulator = ProxmoxSimulator.start(ProxmoxOptions.singleNode());
  private final Credentials token =
      Credentials.ApiToken.parse(Secret.of(simulator.addToken("root@pam", "ids", false)));
  private final Pacer pacer = new SimulatedTime(simulator.clock());
  private final ProxmoxClient client =
      ProxmoxClient.open(
          ProxmoxConfig.of(List.of(simulator.endpoint()), token)
              .withTrust(new TlsTrust.Pinned(Set.of(simulator.fingerprint()))),
          pacer);
  private final List<Integer> tried = new ArrayList<>();

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  private ProxmoxAccess from(int firstId) {
    return new ProxmoxAccess(client, "tests", token, firstId, pacer);
  }

  private void create(VmId id) {
    tried.add(id.number());
    client
        .tasks()
        .await(client.node(new NodeName("pve1")).qemu().create(id, Params.none()), "create " + id);
  }

  @Test
  void theLowestFreeIdIsTakenAndStaysClaimed() {
    create(new VmId(200));
    create(new VmId(202));
    tried.clear();
    ProxmoxAccess access = from(200);

    assertThat(new VmIds(access).reserve(Optional.empty(), this::create)).isEqualTo(new VmId(201));
    assertThat(access.claimed(new VmId(201))).isTrue();
    access.client().view().forget();
    assertThat(new VmIds(access).reserve(Optional.empty(), this::create)).isEqualTo(new VmId(203));
    assertThat(tried).containsExactly(201, 203);
  }

  @Test
  void anIdThatAnotherCreateOfThisProcessTriesIsPassedOver() {
    ProxmoxAccess access = from(300);
    access.claim(new VmId(300));

    assertThat(new VmIds(access).reserve(Optional.empty(), this::create)).isEqualTo(new VmId(301));
  }

  @Test
  void aLostRaceMeansTheNextIdAndAFreeClaim() {
    ProxmoxAccess access = from(400);
    access.client().view().vms();
    create(new VmId(400));
    tried.clear();

    assertThat(new VmIds(access).reserve(Optional.empty(), this::create)).isEqualTo(new VmId(401));
    assertThat(tried).endsWith(401);
    assertThat(access.claimed(new VmId(400))).isFalse();
  }

  @Test
  void aWantedIdThatIsTakenIsAnErrorThatOffersTheImport() {
    create(new VmId(500));
    ProxmoxAccess access = from(100);

    assertThatThrownBy(() -> new VmIds(access).reserve(Optional.of(new VmId(500)), this::create))
        .isInstanceOf(StepFailure.class)
        .satisfies(failure -> {
          var found = ((StepFailure) failure).diagnostic();
          assertThat(found.path()).hasToString("vmid");
          assertThat(found.detail()).contains("import", "id = \"500\"");
        });
    assertThat(access.claimed(new VmId(500))).isFalse();
  }

  @Test
  void theClaimOfAnotherCreateOutlivesAFailure() {
    create(new VmId(600));
    ProxmoxAccess access = from(100);
    access.claim(new VmId(600));

    assertThatThrownBy(() -> new VmIds(access).reserve(Optional.of(new VmId(600)), this::create))
        .isInstanceOf(StepFailure.class);
    assertThat(access.claimed(new VmId(600))).isTrue();
  }

  @Test
  void anotherFailureIsPassedOnAndTheIdGivenBack() {
    ProxmoxAccess access = from(700);

    assertThatThrownBy(() ->
            new VmIds(access)
                .reserve(
                    Optional.empty(),
                    id -> client.vm(new NodeName("pve1"), new VmId(701)).config()))
        .isInstanceOfSatisfying(
            ProxmoxException.class,
            e -> assertThat(e.is(ProxmoxException.Code.NOT_FOUND)).isTrue());
    assertThat(access.claimed(new VmId(700))).isFalse();
  }

  @Test
  void whenNoIdIsLeftTheErrorSaysWhatToDo() {
    ProxmoxAccess access = from(VmId.MAX);
    access.claim(new VmId(VmId.MAX));

    assertThatThrownBy(() -> new VmIds(access).reserve(Optional.empty(), this::create))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.diagnostic().detail()).contains("vmid_start"));
    assertThat(tried).isEmpty();
  }
}
