package dev.coflow.reactor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way the dependencies of the runtime point, and how little of it shows. */
class ArchitectureTest {

    private static final String ENGINE = "dev.coflow.reactor";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ENGINE);

    @Test
    void showsThreeTypesAndHidesTheRest() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ENGINE))
                        .filter(ArchitectureTest::isVisible)
                        .map(JavaClass::getSimpleName))
                .as("ReactorFlow is the one door, FlowDeferred what comes out of it, ReactorRuntime for ServiceLoader")
                .containsExactlyInAnyOrder("ReactorFlow", "FlowDeferred", "ReactorRuntime");
    }

    @Test
    void dependsOnTheApiAndReactorCoreAlone() {
        classes()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ENGINE,
                        "dev.coflow",
                        "dev.coflow.stage",
                        "dev.coflow.spi",
                        "reactor.core..",
                        "reactor.util..",
                        "reactor.test.scheduler",
                        "io.micrometer.context",
                        "org.reactivestreams",
                        "org.jspecify.annotations",
                        "java..")
                .because("two optional libraries are probed by a class each, the others have packages of their own")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassKnowsReactorTest() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(VirtualTime.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(VirtualTime.class.getName() + "$Probe")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("reactor.test..")
                .because("reactor-test is optional: what needs it must not be loaded without it")
                .check(CLASSES);
    }

    @Test
    void theProbeForReactorTestIsReallyThere() {
        assertThat(CLASSES.get(VirtualTime.class.getName() + "$Probe").getDirectDependenciesFromSelf())
                .as("otherwise the rule above guards nothing")
                .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("reactor.test"));
    }

    @Test
    void onlyOneClassKnowsContextPropagation() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ThreadLocals.class.getName() + "$Micrometer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("context-propagation is optional: what needs it must not be loaded without it")
                .check(CLASSES);
    }

    @Test
    void theProbeForContextPropagationIsReallyThere() {
        assertThat(CLASSES.get(ThreadLocals.class.getName() + "$Micrometer").getDirectDependenciesFromSelf())
                .as("otherwise the rule above guards nothing")
                .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("io.micrometer"));
    }

    @Test
    void theEngineNeedsNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + ".*..")
                .because("adapters of optional libraries are leaves that nothing imports")
                .check(CLASSES);
    }

    @Test
    void springIsMetInItsOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".spring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("Spring is optional: queries and protocols work without it")
                .check(CLASSES);
    }

    @Test
    void whatSpringIsToldNeedsNeitherWebFluxNorAnotherAdapter() {
        classes()
                .that()
                .resideInAPackage(ENGINE + ".spring")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ENGINE + ".spring",
                        ENGINE,
                        "dev.coflow",
                        "org.springframework.core",
                        "org.springframework.beans.factory.config",
                        "org.springframework.context.annotation",
                        "org.springframework.boot.autoconfigure..",
                        "reactor.core.publisher",
                        "org.reactivestreams",
                        "org.jspecify.annotations",
                        "java..")
                .because("it must load in an application that has less")
                .check(CLASSES);
    }

    private static boolean isVisible(JavaClass type) {
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }
}
