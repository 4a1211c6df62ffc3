package dev.holdfast.resources.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.ssh.SshAccess;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamiliesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROXMOX_VE_ENDPOINT", "https://pve1.example:8006",
          "PROXMOX_VE_API_TOKEN", "root@pam!ci=secret",
          "NETMAKER_ENDPOINT", "https://api.netmaker.example",
          "NETMAKER_TOKEN", "secret");

  private final Families families =
      new Families(name -> Optional.ofNullable(ENVIRONMENT.get(name)), Pacer.system());

  @ParameterizedTest
  @CsvSource({
    "terraform-provider-proxmox_v0.1.0, proxmox",
    "terraform-provider-proxmox, proxmox",
    "/plugins/linux_amd64/terraform-provider-k8s, k8s",
    "terraform-provider-netmaker_v1.0.0-rc.1, netmaker",
    "terraform-provider-holdfast_v0.1.0, holdfast",
    "terraform-provider-proxmox_v0.1.0.exe, proxmox",
    "C:\\plugins\\terraform-provider-netmaker_v0.1.0.exe, netmaker",
    "proxmox, proxmox",
    "holdfast, holdfast",
    "java, holdfast",
    "terraform-provider-, holdfast",
    "'', holdfast"
  })
  void theExecutablesNameSaysWhichFamilyIsServed(String executable, String family) {
    assertThat(families.ofExecutable(executable).name()).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource({"proxmox, 2, 0, 0", "netmaker, 5, 1, 0", "k8s, 1, 1, 1", "holdfast, 9, 2, 1"})
  void eachFamilyServesItsTypes(String family, int types, int ephemerals, int sources) {
    assertThat(families.named(family).resources()).hasSize(types);
    assertThat(families.named(family).ephemeralResources()).hasSize(ephemerals);
    assertThat(families.named(family).dataSources()).hasSize(sources);
  }

  @Test
  void theUmbrellaServesTheTypesOfAllFamiliesAndItsOwn() {
    var ofFamilies =
        Families.names().stream()
            .filter(name -> !name.equals("holdfast"))
            .flatMap(name -> families.named(name).resources().stream())
            .map(Resource::typeName);
    Stream<String> own = Stream.of("holdfast_playbook");

    assertThat(families.named("holdfast").resources())
        .extracting(Resource::typeName)
        .containsExactlyElementsOf(Stream.concat(ofFamilies, own).toList());
  }

  private static Optional<Clients> configure(Provider<Clients> provider, Value.Obj config) {
    var diagnostics = new Diagnostics();
    Optional<Clients> clients =
        provider.configure(
            config,
            new Provider.Setup("1.11.4", ClientCapabilities.NONE, new Cancellation()),
            diagnostics);
    assertThat(diagnostics.all()).isEmpty();
    return clients;
  }

  @Test
  void theUmbrellaTakesEverythingFromTheEnvironmentForAnEmptySection() {
    Provider<Clients> umbrella = families.named("holdfast");
    Value.Obj absent = Values.nullObject(umbrella.schema().type());
    Value.Obj empty =
        absent.with("proxmox", Values.nullObject(families.named("proxmox").schema().type()));

    assertThat(configure(umbrella, absent).orElseThrow().proxmox())
        .isEqualTo(new Section.LeftOut<>());
    assertThat(configure(umbrella, empty).orElseThrow().proxmox().access()).isPresent();
    assertThat(configure(umbrella, empty).orElseThrow().netmaker())
        .isEqualTo(new Section.LeftOut<>());
  }

  @Test
  void theNetmakerProviderNeedsNoSection() {
    Provider<Clients> netmaker = families.named("netmaker");

    Value.Obj nothing = Values.nullObject(netmaker.schema().type());
    Clients clients = configure(netmaker, nothing).orElseThrow();
    assertThat(clients.netmaker().access()).isPresent();
    assertThat(clients.proxmox()).isEqualTo(new Section.LeftOut<>());
  }

  @Test
  void theProxmoxProviderNeedsNoSection() {
    Provider<Clients> proxmox = families.named("proxmox");

    Value.Obj nothing = Values.nullObject(proxmox.schema().type());
    assertThat(configure(proxmox, nothing).orElseThrow().proxmox().access()).isPresent();
  }

  @Test
  void aFamilyWithoutServersIsConfiguredWithNothing() {
    Provider<Clients> k8s = families.named("k8s");

    assertThat(configure(k8s, Values.nullObject(k8s.schema().type())))
        .contains(
            new Clients(
                new Section.LeftOut<>(),
                new Section.LeftOut<>(),
                new SshAccess(true, Map.of(), Optional.empty(), Optional.empty())));
  }
}
