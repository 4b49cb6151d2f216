#include "CDefinitions.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char image[] = {
#embed "definitions.image"
};

_Alignas(64) static const unsigned char uk_core[] = {
#embed "uk-core.image"
};

_Alignas(64) static const unsigned char uk_core_staging[] = {
#embed "uk-core-staging.image"
};

_Alignas(64) static const unsigned char hl7v2[] = {
#embed "hl7v2.image"
};

const unsigned char *plumbline_definitions_image(void) { return image; }

size_t plumbline_definitions_image_size(void) { return sizeof image; }

const unsigned char *plumbline_uk_core_delta(void) { return uk_core; }

size_t plumbline_uk_core_delta_size(void) { return sizeof uk_core; }

const unsigned char *plumbline_uk_core_staging_delta(void) { return uk_core_staging; }

size_t plumbline_uk_core_staging_delta_size(void) { return sizeof uk_core_staging; }

const unsigned char *plumbline_hl7v2_image(void) { return hl7v2; }

size_t plumbline_hl7v2_image_size(void) { return sizeof hl7v2; }

_Alignas(64) static const unsigned char maps[] = {
#embed "maps.image"
};

const unsigned char *plumbline_maps_image(void) { return maps; }

size_t plumbline_maps_image_size(void) { return sizeof maps; }
