#include "CDefinitions.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char image[] = {
#embed "definitions.image"
};

const unsigned char *plumbline_definitions_image(void) { return image; }

size_t plumbline_definitions_image_size(void) { return sizeof image; }
