package dev.holdfast.resources.vm;

import static dev.holdfast.resources.vm.Machines.config;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.framework.resource.PrivateState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VmIdentityTest {

  private static final VmConfig MADE = config("meta", "creation-qemu=10.0.2,ctime=1700000000");
  private static final VmConfig LATER = config("meta", "creation-qemu=10.0.2,ctime=1700009999");
  private static final VmConfig OLD =
      config("smbios1", "uuid=0a1b2c3d-0000-4000-8000-000000000001");
  private static final VmConfig OTHER =
      config("smbios1", "uuid=0a1b2c3d-0000-4000-8000-000000000002");
  private static final VmConfig NOTHING = config("cores", "2");

  private static PrivateState stored(VmConfig config) {
    return VmIdentity.store(PrivateState.EMPTY, config);
  }

  @Test
  void theTimeOfCreationTellsAMachineFromALaterOne() {
    assertThat(VmIdentity.matches(stored(MADE), MADE)).isTrue();
    assertThat(VmIdentity.matches(stored(MADE), LATER)).isFalse();
  }

  @Test
  void theUuidTellsThemApartWhereThereIsNoTime() {
    assertThat(VmIdentity.matches(stored(OLD), OLD)).isTrue();
    assertThat(VmIdentity.matches(stored(OLD), OTHER)).isFalse();
    assertThat(VmIdentity.matches(stored(MADE), OLD)).isFalse();
  }

  @Test
  void aChangedUuidDoesNotMatterWhereThereIsATime() {
    VmConfig before = config("meta", "ctime=17", "smbios1", "uuid=aaaa");
    VmConfig after = config("meta", "creation-qemu=9.2,ctime=17", "smbios1", "uuid=bbbb");

    assertThat(VmIdentity.matches(stored(before), after)).isTrue();
  }

  @Test
  void whatNobodyStoredMatchesEverything() {
    assertThat(VmIdentity.of(NOTHING)).isEmpty();
    assertThat(stored(NOTHING)).isEqualTo(PrivateState.EMPTY);
    assertThat(VmIdentity.matches(PrivateState.EMPTY, MADE)).isTrue();
    assertThat(VmIdentity.matches(stored(MADE), NOTHING)).isFalse();
  }

  @Test
  void theStoredIdentityIsAJsonStringBesideOtherEntries() {
    PrivateState state = VmIdentity.store(PrivateState.EMPTY.with("other", "1"), MADE);

    assertThat(state.entries())
        .isEqualTo(Map.of("identity", "\"meta.ctime=1700000000\"", "other", "1"));
    assertThat(VmIdentity.stored(state)).isEqualTo(VmIdentity.of(MADE));
  }

  @Test
  void aHostileTextCannotBreakTheJson() {
    VmConfig hostile = config("smbios1", "uuid=\"}\\{x");

    assertThat(stored(hostile).entries()).containsEntry("identity", "\"smbios1.uuid=x\"");
  }

  @Test
  void anEmptyEntryIsNone() {
    assertThat(VmIdentity.stored(PrivateState.EMPTY.with("identity", "\"\""))).isEmpty();
  }
}
